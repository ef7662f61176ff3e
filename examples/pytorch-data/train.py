"""A tiny model in PyTorch on what prepare-data has written: each token predicts the next.

    PYTHONPATH=../../packages/prepare/python python train.py tiny-data/shards

windrow_dataset.py is one file, to be copied into your project; it also comes with @windrow/prepare.
"""

import sys

import torch
from torch.utils.data import DataLoader
from windrow_dataset import WindrowDataset

torch.manual_seed(123)
dataset = WindrowDataset(sys.argv[1], max_length=32)
loader = DataLoader(dataset, batch_size=8, shuffle=True, drop_last=True)
inputs, targets = dataset[0]
print("windows", len(dataset), "of", dataset.tokens, "tokens")
print("first", *inputs.tolist())
print("targets", *targets.tolist())

# A row of the table for each token: the scores of what comes next.
model = torch.nn.Embedding(dataset.vocab_size, dataset.vocab_size)
optimizer = torch.optim.AdamW(model.parameters(), lr=0.1)
for epoch in range(4):
    total = 0.0
    for inputs, targets in loader:  # int64, [8, 32] each
        loss = torch.nn.functional.cross_entropy(model(inputs).flatten(0, 1), targets.flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item()
    print("epoch", epoch, "loss", round(total / len(loader), 3))
