"""Python tiktoken as a candidate: the twin of encode.mjs and decode.mjs, and a cold start.

Usage: python-tiktoken.py PROGRAM DEFINITION [TASK [IDS_FILE]]
"""

import base64
import json
import os
import re
import resource
import sys
import time
from array import array

# See clock.mjs.
IS_CPU = os.environ.get("WINDROW_BENCH_CLOCK") == "cpu"
now = time.thread_time if IS_CPU else time.perf_counter
everything = time.process_time if IS_CPU else time.perf_counter

task = json.load(open(sys.argv[3], encoding="UTF-8")) if len(sys.argv) > 3 else None
before_import = everything()

import tiktoken


def build_encoding(definition_file):
    definition = json.load(open(definition_file, encoding="UTF-8"))
    with open(definition["table"], "rb") as table:
        pairs = (line.split() for line in table)
        ranks = {base64.b64decode(token): int(rank) for token, rank in pairs}
    return tiktoken.Encoding(
        definition["name"],
        pat_str=definition["pattern"],
        mergeable_ranks=ranks,
        special_tokens=definition["special_tokens"],
    )


def peak_megabytes():
    """See peak-memory.mjs."""
    if sys.platform == "linux":
        return int(re.search(r"VmHWM:\s+(\d+) kB", open("/proc/self/status").read())[1]) / 1024
    # In bytes on macOS.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def timed_rounds(task, work):
    milliseconds = []
    end = now() + task["seconds"]
    while len(milliseconds) < task["rounds"] and now() < end:
        start = now()
        work()
        milliseconds.append((now() - start) * 1000)
    return milliseconds


def encode(encoding, task, ids_file):
    encoding.encode_ordinary("Rake it, she said.")
    loading = (everything() - before_import) * 1000
    warm_end = now() + task.get("warmSeconds", 0)
    while True:
        for text in task["warm"]:
            encoding.encode_ordinary(text)
        if now() >= warm_end:
            break
    first_pass, ids = [], []
    for text in task["timed"]:
        start = now()
        ids.append(encoding.encode_ordinary(text))
        first_pass.append((now() - start) * 1000)
    peak = peak_megabytes()

    def work():
        for text in task["timed"]:
            encoding.encode_ordinary(text)

    milliseconds = timed_rounds(task, work)
    with open(ids_file, "wb") as file:
        for one in ids:
            array("i", one).tofile(file)
    return {"loading": loading, "firstPass": first_pass, "milliseconds": milliseconds, "peakMegabytes": peak}


def decode(encoding, task, _):
    warm_end = now() + task["warmSeconds"]
    while True:
        for one in task["warm"]:
            encoding.decode(one["ids"]).encode()
        if now() >= warm_end:
            break
    is_equal, times = True, []
    for one in task["timed"]:
        start = now()
        text = encoding.decode(one["ids"]).encode()
        times.append((now() - start) * 1000)
        is_equal = is_equal and text == one["text"].encode()
    return {"isEqual": is_equal, "firstPass": times}


program, definition_file = sys.argv[1:3]
encoding = build_encoding(definition_file)
if program == "cold":
    print(json.dumps(encoding.encode_ordinary("Rake it, she said.")), flush=True)
else:
    print(json.dumps({"encode": encode, "decode": decode}[program](encoding, task, *sys.argv[4:])))
