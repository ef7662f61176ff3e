"""Count and sha256 of the ids of each text in all seven encodings, the first eight and the last eight."""
import tiktoken

from common import IS_REFERENCE, TABLES, encoding_of, made_with, sha256_of_ids, text_of, write

NAMES = ["the-verdict", "tinyshakespeare", "english2m", "code2m", "multilingual2m"] if IS_REFERENCE else [
    "story", "prose", "code", "scripts"]

results = {}
for encoding_name in TABLES:
    encoding = encoding_of(encoding_name)
    figures = {}
    for name in NAMES:
        ids = encoding.encode_ordinary(text_of(name))
        figures[name] = {"count": len(ids), "sha256_i32le": sha256_of_ids(ids), "first": ids[:8], "last": ids[-8:]}
    results[encoding_name] = {"corpora": figures}
write({"made_with": made_with(tiktoken=tiktoken.__version__), "results": results})
