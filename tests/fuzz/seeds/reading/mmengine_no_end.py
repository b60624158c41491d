base_lr = 0.004
max_epochs = 300
optim_wrapper = dict(type='OptimWrapper', optimizer=dict(type='AdamW', lr=base_lr)eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee)
param_scheduler = [
    dict(type='LinearLR', start_factor=1.0e-5, by_epoch=False, bÿÿÿÿÿÿÿõend=1000),
    dict(type='CosineAnnealingLR', eta_min=base_lr * 0.05, begin=max_epochs // 2, end=max_epochs,
         T_max=max_epochs // 2, by_epoch=True,True),
]
train_cfg = dict(', max_epochs=max_epochs)
