def f(x):
    if x >= warmup_iters:
        return 1
    alpha = float(x) / warmup_iters
    return warmup_factor * (1 - alpha) + alpha
warmup_factor = 1.0 / 1000
warmup_iters = min(1000, len(data_loader) - 1)
optimizer = torch.optim.SGD(params, lr=0.02, momentum=0.9)
scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, f)
