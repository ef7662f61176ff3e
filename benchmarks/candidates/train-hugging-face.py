"""Hugging Face tokenizers' trainer over the documents of a text."""

import hashlib
import json
import sys
import time

from tokenizers import Tokenizer, models, pre_tokenizers, trainers


def bytes_of_characters():
    """GPT-2's printable characters for the 256 bytes."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in printable]
    return {**{chr(byte): byte for byte in printable}, **{chr(256 + i): byte for i, byte in enumerate(others)}}


vocab_size, path, rounds = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
milliseconds = []
for _ in range(rounds):
    started = time.perf_counter()
    with open(path, encoding="utf-8", newline="") as file:
        texts = file.read().split("<|endoftext|>")
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    trainer = trainers.BpeTrainer(
        vocab_size=vocab_size,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        special_tokens=[],
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    milliseconds.append(1000 * (time.perf_counter() - started))
bytes_of = bytes_of_characters()
digest = hashlib.sha256()
for id in range(tokenizer.get_vocab_size()):
    digest.update(bytes(bytes_of[character] for character in tokenizer.id_to_token(id)))
    digest.update(b"\n")
print(json.dumps({"check": digest.hexdigest(), "milliseconds": milliseconds}))
