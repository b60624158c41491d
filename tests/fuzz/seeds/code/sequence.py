optimizer = AdamW(model.parameters(), lr=3e-4)
warm = LinearLR(optimizer, start_factor=0.1, total_iters=5)
main = CosineAnnealingLR(optimizer, T_max=85, eta_min=1e-6)
scheduler = SequentialLR(optimizer, schedulers=[warm, main], milestones=[5])
for epoch in range(90):
    train()
    scheduler.step()
