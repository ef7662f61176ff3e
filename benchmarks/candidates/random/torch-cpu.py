"""Usage: python3 torch-cpu.py CALL N ROUNDS. Prints the sha256 of the first result, and a time for each round."""

import hashlib
import json
import sys
import time

import torch

call, n, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
torch.set_num_threads(1)
torch.manual_seed(42)
array = torch.empty(n)


def small():
    for _ in range(10_000):
        last = torch.randn(n)
    return last


calls = {
    "randn": lambda: torch.randn(n),
    "normal": lambda: array.normal_(0, 0.02),
    "randperm": lambda: torch.randperm(n),
    "small": small,
}
first = calls[call]()
# Indices are compared as the 4 bytes that windrow has for each.
check = hashlib.sha256((first.int() if call == "randperm" else first).numpy().tobytes()).hexdigest()
del first
milliseconds = []
for round in range(-2, rounds):
    start = time.perf_counter()
    calls[call]()
    if round >= 0:
        milliseconds.append((time.perf_counter() - start) * 1000)
print(json.dumps({"check": check, "milliseconds": milliseconds}))
