"""
The source notebook over another text: the code of every cell as golden/notebook.json has it is run, in order,
and what it prints and its values are kept in the same form.
"""
import contextlib
import io
import re

import numpy
import tiktoken
import torch
from torch.utils.data import DataLoader, Dataset

from common import IS_REFERENCE, encoding_of, golden, made_with, sha256, sha256_of_ids, text_of, write

NAME = "the-verdict" if IS_REFERENCE else "story"
MAX_PRINT = 6000


class SimpleTokenizer:
    """The notebook's module beside its cells (docs/guide.md shows it)."""

    def __init__(self, corpus):
        self.vocab = sorted(set(self.tokenize(corpus))) + ["<|endoftext|>", "<|unk|>"]
        self.encoder = {token: i for i, token in enumerate(self.vocab)}
        self.decoder = dict(enumerate(self.vocab))

    def tokenize(self, text):
        return re.split(r'([,.:;?_!"()\']|--|\s)', text)

    def encode(self, text):
        return [self.encoder[t if t in self.encoder else "<|unk|>"] for t in self.tokenize(text)]

    def decode(self, ids):
        return "".join(self.decoder[i] for i in ids)


def display(value):
    """What IPython shows of a dict with many entries, a list of tensors, or anything else."""
    if isinstance(value, dict):
        print("{" + ",\n ".join(f"{key!r}: {entry!r}" for key, entry in value.items()) + "}")
    elif isinstance(value, list):
        print("[" + ",\n ".join(repr(one).replace("\n", "\n ") for one in value) + "]")
    else:
        print(repr(value))


def floats(tensor):
    array = numpy.ascontiguousarray(tensor.detach().numpy(), dtype="<f4")
    data = array.tobytes()
    is_small = array.size <= 64
    return {
        "shape": list(array.shape),
        "f32_hex_le": data.hex() if is_small else None,
        "sha256_f32le": sha256(data),
    }


def values_of(cell, at):
    """The values that golden/notebook.json has of a cell, from the notebook's variables."""
    if cell == "1 raw_text":
        text = at["raw_text"]
        return {"chars": len(text), "bytes": len(text.encode()), "sha256_utf8": sha256(text)}
    if cell == "1.1 split":
        split = at["split_text"]
        joined = sha256("\x1f".join(split))
        return {"len": len(split), "empty": split.count(""), "first60": split[:60], "last10": split[-10:], "sha256_joined_x1f": joined}
    if cell == "1.1 tokens":
        tokens = at["tokens"]
        return {"len": len(tokens), "first30": tokens[:30], "last10": tokens[-10:], "sha256_joined_x1f": sha256("\x1f".join(tokens))}
    if cell == "1.2 vocab":
        return {"vocab_size": at["vocab_size"], "vocab_full": at["vocab"]}
    if cell == "1.3 encoded":
        ids = at["encoded_sample"]
        return {"len": len(ids), "first200": ids[:200], "last20": ids[-20:], "sha256_u32le": sha256_of_ids(ids)}
    if cell == "1.4 decoded":
        return {"equals_tokens": at["decoded_sample"] == at["tokens"]}
    if cell == "1.5 unk encode":
        vocab = at["simple_tokenizer"].vocab
        return {"ids": at["unk_token"], "vocab_len": len(vocab), "first5": vocab[:5], "last3": vocab[-3:]}
    if cell == "1.6 bpe":
        return {"n_vocab": at["bpe_tokenizer"].n_vocab, "eot": at["bpe_tokenizer"].eot_token}
    if cell == "1.6 unknown word":
        return {"simple": at["encoded_unk_word_simple"], "bpe": at["encoded_unk_word_bpe"]}
    if cell == "1.6 counts":
        simple, bpe = at["simple_tokenizer"].encode(at["raw_text"]), at["bpe_tokenizer"].encode(at["raw_text"])
        return {
            "simple": len(simple),
            "bpe": len(bpe),
            "simple_sha256_u32le": sha256_of_ids(simple),
            "bpe_sha256_u32le": sha256_of_ids(bpe),
            "simple_first40": simple[:40],
            "bpe_first100": bpe[:100],
            "bpe_last20": bpe[-20:],
        }
    if cell == "2.1 first batch":
        inputs, targets = at["first_batch"]
        loader = at["dataloader"]
        return {"input": inputs.tolist(), "target": targets.tolist(), "len_dataset": len(loader.dataset), "len_loader": len(loader)}
    if cell == "2.1 second batch":
        inputs, targets = at["second_batch"]
        return {"input": inputs.tolist(), "target": targets.tolist()}
    if cell == "3.1 small vocab":
        return {"encoder": at["simple_tokenizer_embedding"].encoder, "vocab_size": at["vocab_size"]}
    if cell == "3.1 embedding seed 69":
        return {"ids": at["input_ids"].tolist(), "weight": floats(at["embedding_layer"].weight)}
    if cell == "3.1 abcabcabc":
        row = floats(at["embeddings_32"][:1])
        return {"ids": at["token_ids_32"].tolist(), "row39305": row, "weight": floats(at["embedding_layer_32"].weight)}
    if cell == "3.2 token emb":
        return {"row2": floats(at["token_embeddings"][:1]), "weight": floats(at["token_embedding_layer"].weight)}
    if cell == "3.2 pos emb":
        return {"pos": floats(at["pos_embeddings"])}
    if cell == "3.2 sum":
        return {"sum": floats(at["input_embeddings"])}
    if cell == "3.2 256 layers":
        return {"tok": floats(at["token_embedding_layer"].weight), "pos": floats(at["pos_embedding_layer"].weight)}
    if cell == "3.2 batch 8x100":
        loader = at["dataloader"]
        return {
            "input": at["input"].tolist(),
            "target": at["target"].tolist(),
            "len_dataset": len(loader.dataset),
            "len_loader": len(loader),
        }
    if cell == "3.2 final":
        return {"tok": floats(at["token_embeddings"]), "pos": floats(at["pos_embeddings"]), "sum": floats(at["input_embeddings"])}
    return None


tiktoken.get_encoding = encoding_of
at = {
    "re": re, "torch": torch, "tiktoken": tiktoken, "Dataset": Dataset, "DataLoader": DataLoader,
    "SimpleTokenizer": SimpleTokenizer, "display": display, "raw_text": text_of(NAME),
}
cells = []
for before in golden("notebook")["cells"]:
    cell = {"cell": before["cell"]}
    printed = io.StringIO()
    # The first cell reads the notebook's own file.
    if cell["cell"] != "1 raw_text":
        with contextlib.redirect_stdout(printed):
            exec(before["code"], at)
    text = printed.getvalue().rstrip("\n")
    if "printed_sha256" in before:
        cell["printed_sha256"] = sha256(text)
        if len(text) <= MAX_PRINT:
            cell["printed"] = text
    values = values_of(cell["cell"], at)
    if values is not None:
        cell["values"] = values
    cells.append(cell)
write({"made_with": made_with(torch=torch.__version__, tiktoken=tiktoken.__version__), "corpus": "corpora/the-verdict.txt" if IS_REFERENCE else "apps/demo-cli/texts/the-long-field.txt", "cells": cells})
