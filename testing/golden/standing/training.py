"""Merges that Hugging Face's trainer learns, as golden/training.json has them."""
import json
from importlib.metadata import version

from tokenizers import Tokenizer, models, pre_tokenizers, trainers

from common import IS_REFERENCE, golden, made_with, sha256, text_of, write

RUNS = [(run["text"], run["vocabSize"], run["minFrequency"]) for run in golden("training")["runs"]] if IS_REFERENCE else [
    ("story.txt", 600, 0), ("prose.txt", 1000, 0), ("prose.txt", 4096, 2), ("scripts.txt", 4096, 2), ("code.txt", 8192, 2)]


def run_of(name, vocab_size, min_frequency):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    trainer = trainers.BpeTrainer(
        vocab_size=vocab_size,
        min_frequency=min_frequency,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        special_tokens=[],
        show_progress=False,
    )
    text = text_of(name.removesuffix(".txt"))
    tokenizer.train_from_iterator([text], trainer)
    merges = [tuple(merge) for merge in json.loads(tokenizer.to_str())["model"]["merges"]]
    return {
        "text": name,
        "vocabSize": vocab_size,
        "minFrequency": min_frequency,
        "merges": len(merges),
        "first": [list(merge) for merge in merges[:40]],
        "last": [list(merge) for merge in merges[-10:]],
        "sha256_of_merges_joined_by_newline": sha256("\n".join(" ".join(merge) for merge in merges)),
        "tokens": len(tokenizer.encode(text).ids),
    }


write({"made_with": made_with(tokenizers=version("tokenizers")), "runs": [run_of(*run) for run in RUNS]})
