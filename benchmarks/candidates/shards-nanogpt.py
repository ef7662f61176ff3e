"""get_batch of karpathy/nanoGPT, train.py: a memmap for each batch, x and y as int64."""

import hashlib
import json
import sys
import time

import numpy as np
import torch

file, rounds = sys.argv[1], int(sys.argv[2])
batch_size, block_size = 8, 256
torch.set_num_threads(1)


def get_batch(ix=None):
    data = np.memmap(file, dtype=np.uint16, mode="r")
    if ix is None:
        ix = torch.randint(len(data) - block_size, (batch_size,))
    x = torch.stack([torch.from_numpy((data[i : i + block_size]).astype(np.int64)) for i in ix])
    y = torch.stack([torch.from_numpy((data[i + 1 : i + 1 + block_size]).astype(np.int64)) for i in ix])
    return x, y


digest = hashlib.sha256()
length = len(np.memmap(file, dtype=np.uint16, mode="r"))
for i in range(100):
    x, y = get_batch([((i * batch_size + row) * 124_003) % (length - block_size) for row in range(batch_size)])
    digest.update(x.numpy().astype(np.int32).tobytes())
    digest.update(y.numpy().astype(np.int32).tobytes())
milliseconds = []
for round in range(-2, rounds):
    start = time.perf_counter()
    for _ in range(500):
        get_batch()
    if round >= 0:
        milliseconds.append((time.perf_counter() - start) * 1000)
print(json.dumps({"check": digest.hexdigest(), "milliseconds": milliseconds}))
