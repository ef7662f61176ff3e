"""Sums of token and position rows of torch.nn.Embedding over batches of texts' bytes, seed by seed."""
import numpy
import torch

from common import made_with, sha256, text_of, write

CASES = [
    # name, seed, rows (the bytes, and some that no text has), width, batch, length of a row, where they begin
    ("story", 123, 256, 4, 8, 16, 0),
    ("prose", 69, 300, 64, 3, 100, 5000),
    ("code", 0, 256, 33, 5, 7, 40000),
    ("scripts", 42, 256, 256, 4, 64, 12345),
]


def bytes_of(tensor):
    return numpy.ascontiguousarray(tensor.detach().numpy(), dtype="<f4").tobytes()


def case_of(name, seed, rows, width, batch, length, start):
    data = text_of(name).encode("utf-8")[start : start + batch * length]
    ids = torch.tensor(list(data)).reshape(batch, length)
    torch.manual_seed(seed)
    token = torch.nn.Embedding(rows, width)
    position = torch.nn.Embedding(length, width)
    total = token(ids) + position(torch.arange(length))
    settings = {"name": name, "seed": seed, "rows": rows, "width": width, "batch": batch, "length": length, "start": start}
    return {
        **settings,
        "token_sha256": sha256(bytes_of(token.weight)),
        "position_sha256": sha256(bytes_of(position.weight)),
        "rows_sha256": sha256(bytes_of(token(ids))),
        "sum_sha256": sha256(bytes_of(total)),
        "sum_first4_hex": bytes_of(total)[:16].hex(),
    }


write({"made_with": made_with(torch=torch.__version__), "cases": [case_of(*case) for case in CASES]})
