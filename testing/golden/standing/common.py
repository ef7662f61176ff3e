"""What the scripts beside share: the folders, the texts, tiktoken's encodings from files, and digests."""
import base64
import hashlib
import json
import pathlib
import sys

import numpy
import tiktoken

GOLDEN = pathlib.Path(sys.argv[1])
FOLDER = pathlib.Path(sys.argv[2])
IS_REFERENCE = sys.argv[3] == "reference"

TABLES = {
    "gpt2": "r50k_base",
    "r50k_base": "r50k_base",
    "p50k_base": "p50k_base",
    "p50k_edit": "p50k_base",
    "cl100k_base": "cl100k_base",
    "o200k_base": "o200k_base",
    "o200k_harmony": "o200k_base",
}


def golden(name):
    return json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


def text_of(name):
    return (FOLDER / "texts" / f"{name}.txt").read_bytes().decode("utf-8")


def encoding_of(name):
    """tiktoken's Encoding, with its ranks from a file in place of a download."""
    lines = (FOLDER / "ranks" / f"{TABLES[name]}.tiktoken").read_bytes().splitlines()
    ranks = {base64.b64decode(token): int(rank) for token, rank in (line.split() for line in lines)}
    figures = golden("tokenizer")["encodings"][name]
    return tiktoken.Encoding(
        name, pat_str=figures["pattern"], mergeable_ranks=ranks, special_tokens=figures["special_tokens"]
    )


def sha256(data):
    return hashlib.sha256(data if isinstance(data, bytes) else data.encode("utf-8")).hexdigest()


def sha256_of_ids(ids):
    return sha256(numpy.asarray(ids, dtype="<i4").tobytes())


def made_with(**versions):
    return {"python": sys.version.split()[0], "numpy": numpy.__version__, **versions}


def write(made):
    print(json.dumps(made))
