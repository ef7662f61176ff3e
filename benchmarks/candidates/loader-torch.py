"""CPU time of some epochs of torch's DataLoader over the notebook's GPTDataset; the check is over the ids of the first."""
import hashlib
import json
import sys
import time

import torch
from torch.utils.data import DataLoader, Dataset

torch.set_num_threads(1)
file, rounds = sys.argv[1], int(sys.argv[2])
case = json.load(open(file))
ids = [i * 7919 % 50257 for i in range(case["tokens"])]
length, stride = case["maxLength"], case["stride"]


class GPTDataset(Dataset):
    def __init__(self):
        self.input_ids = []
        self.target_ids = []
        for i in range(0, len(ids) - length, stride):
            self.input_ids.append(torch.tensor(ids[i : i + length]))
            self.target_ids.append(torch.tensor(ids[i + 1 : i + length + 1]))

    def __len__(self):
        return len(self.input_ids)

    def __getitem__(self, index):
        return self.input_ids[index], self.target_ids[index]


loader = DataLoader(GPTDataset(), batch_size=case["batchSize"], shuffle=True, drop_last=True, num_workers=0)
torch.manual_seed(123)
digest = hashlib.sha256()
for inputs, targets in loader:
    digest.update(inputs.to(torch.int32).numpy().tobytes())
    digest.update(targets.to(torch.int32).numpy().tobytes())

milliseconds = []
for round in range(-1, rounds):
    start = time.process_time()
    total = 0
    for epoch in range(case["epochs"]):
        for inputs, targets in loader:
            total += 1
    if round >= 0:
        milliseconds.append((time.process_time() - start) * 1000)
print(json.dumps({"check": digest.hexdigest(), "milliseconds": milliseconds}))
