"""The notebook's word tokenizer, by Python's re: tokens, vocabulary and ids of each text, with and without white space."""
import re

from common import made_with, sha256, sha256_of_ids, text_of, write

PATTERN = r'([,.:;?_!"()\']|--|\s)'


def figures(tokens):
    vocab = sorted(set(tokens))
    encoder = {token: i for i, token in enumerate(vocab)}
    return {
        "tokens": len(tokens),
        "sha256_joined_x1f": sha256("\x1f".join(tokens)),
        "vocab": len(vocab),
        "vocab_sha256_joined_x1f": sha256("\x1f".join(vocab)),
        "ids_sha256_i32le": sha256_of_ids([encoder[token] for token in tokens]),
        "last": tokens[-8:],
    }


def both(name):
    split = re.split(PATTERN, text_of(name))
    return {"keep": figures(split), "drop": figures([item.strip() for item in split if item.strip()])}


write({"made_with": made_with(), "texts": {name: both(name) for name in ["story", "prose", "code", "scripts"]}})
