"""What people write: a loop over json.loads, tiktoken's encode_ordinary and numpy's tofile."""

import base64
import hashlib
import json
import os
import sys
import tempfile
import time

import numpy
import tiktoken


def build_encoding(definition_file):
    """tiktoken.get_encoding without its download: from the same tables."""
    with open(definition_file, encoding="utf-8") as file:
        definition = json.load(file)
    with open(definition["table"], "rb") as table:
        ranks = {base64.b64decode(token): int(rank) for token, rank in (line.split() for line in table)}
    return tiktoken.Encoding(
        definition["name"],
        pat_str=definition["pattern"],
        mergeable_ranks=ranks,
        special_tokens=definition["special_tokens"],
    )



def read_documents(path):
    """JSON lines, or one text that is in memory while it is split, as such loops have it."""
    with open(path, encoding="utf-8", newline="") as file:
        if path.endswith(".jsonl"):
            for line in file:
                yield json.loads(line)["text"]
        else:
            yield from file.read().split("<|endoftext|>")[:-1]


path, rounds = sys.argv[2], int(sys.argv[3])
tokenizer = build_encoding(sys.argv[1])
dtype = numpy.uint16 if tokenizer.n_vocab <= 65536 else numpy.uint32
milliseconds = []
for _ in range(rounds):
    handle, out = tempfile.mkstemp()
    started = time.perf_counter()
    with os.fdopen(handle, "wb") as shard:
        for text in read_documents(path):
            ids = tokenizer.encode_ordinary(text)
            ids.append(tokenizer.eot_token)
            numpy.array(ids, dtype=dtype).tofile(shard)
    milliseconds.append(1000 * (time.perf_counter() - started))
    with open(out, "rb") as file:
        check = hashlib.sha256(file.read()).hexdigest()
    os.remove(out)
print(json.dumps({"check": check, "milliseconds": milliseconds}))
