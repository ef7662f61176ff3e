/** Documents to token shards: on one thread and two, against encoding alone, and against Python's tiktoken in a loop. */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { corpus } from "./texts.mjs";
import { makePythonDefinition, python, pythonDefinition } from "./tokenizers/python.mjs";

const BYTES = 200_000_000;
const ENCODING = process.env.WINDROW_BENCH_ENCODING ?? "o200k_base";

/** Documents of some 2 kB of English, code and many languages, from random places of 2 MB each. */
function mixedDocuments(name, lineOf) {
  const folder = mkdtempSync(join(tmpdir(), "windrow-bench-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, name);
  const texts = ["english2m", "code2m", "multilingual2m"].map((one) => [...readFileSync(corpus(one).file, "utf8")]);
  const fd = openSync(file, "w");
  let state = 1;
  const random = (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (let written = 0, id = 0; written < BYTES; id++) {
    const text = texts[id % texts.length];
    const start = random(text.length - 10_000);
    const length = 200 + random(60) * random(60);
    written += writeSync(fd, lineOf(text.slice(start, start + length).join(""), id));
  }
  closeSync(fd);
  return file;
}

if (process.argv[2] === "prepare") await makePythonDefinition(ENCODING);

export const benchmark = {
  question: `How fast are documents prepared as token shards (${ENCODING}), end to end?`,
  turns: 4,
  roundsPerTurn: 1,
  inputs: [
    {
      label: "one text, <|endoftext|> behind each document",
      // Made when the benchmark runs, not when it is listed.
      get file() {
        return mixedDocuments("mixed.txt", (text) => `${text.replaceAll("<|endoftext|>", "")}<|endoftext|>`);
      },
    },
    {
      label: "JSON lines",
      get file() {
        return mixedDocuments("mixed.jsonl", (text, id) => `${JSON.stringify({ id, text })}\n`);
      },
    },
  ],
  candidates: [
    { label: "prepare, one thread", command: ["node", "candidates/prepare-windrow.mjs", ENCODING, "1"] },
    { label: "prepare, two threads", command: ["node", "candidates/prepare-windrow.mjs", ENCODING, "2"] },
    { label: "encoding alone, texts in memory", command: ["node", "candidates/prepare-bare.mjs", ENCODING] },
    {
      label: "Python: tiktoken in a loop, numpy.tofile",
      command: [python, "candidates/prepare-python.py", pythonDefinition(ENCODING)],
      needs: [python, "-c", "import numpy, tiktoken"],
    },
  ],
};
