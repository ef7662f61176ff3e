"""Time of torch's lookup into a fresh tensor; the check is over its result."""
import hashlib
import json
import sys
import time

import torch

torch.set_num_threads(1)
file, rounds = sys.argv[1], int(sys.argv[2])
case = json.load(open(file))
size, width, batch, sequence = case["vocabSize"], case["width"], case["batch"], case["sequence"]
torch.manual_seed(1)
tokens = torch.nn.Embedding(size, width)
positions = torch.nn.Embedding(1024, width) if case["positions"] else None
ids = torch.tensor([i * 7919 % size for i in range(batch * sequence)]).reshape(batch, sequence)
places = torch.arange(sequence)


def forward():
    return tokens(ids) if positions is None else tokens(ids) + positions(places)


with torch.no_grad():
    check = hashlib.sha256(forward().numpy().tobytes()).hexdigest()
    repeats = max(1, 2_000_000 // (batch * sequence * width))
    milliseconds = []
    for round in range(-2, rounds):
        start = time.perf_counter()
        for _ in range(repeats):
            result = forward()
        if round >= 0:
            milliseconds.append((time.perf_counter() - start) * 1000 / repeats)
print(json.dumps({"check": check, "milliseconds": milliseconds}))
