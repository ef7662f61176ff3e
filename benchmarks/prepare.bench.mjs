/** Documents to token shards: on one thread and two, against encoding alone, and against Python's tiktoken in a loop. */
import { mixedDocuments } from "./mixed-documents.mjs";
import { makePythonDefinition, python, pythonDefinition } from "./tokenizers/python.mjs";

const BYTES = 200_000_000;
const ENCODING = process.env.WINDROW_BENCH_ENCODING ?? "o200k_base";

export const benchmark = {
  question: `How fast are documents prepared as token shards (${ENCODING}), end to end?`,
  setUp: () => makePythonDefinition(ENCODING),
  turns: 4,
  roundsPerTurn: 1,
  inputs: [
    {
      label: "one text, <|endoftext|> behind each document",
      // Made when the benchmark runs, not when it is listed.
      get file() {
        return mixedDocuments("mixed.txt", (text) => `${text.replaceAll("<|endoftext|>", "")}<|endoftext|>`, BYTES);
      },
    },
    {
      label: "JSON lines",
      get file() {
        return mixedDocuments("mixed.jsonl", (text, id) => `${JSON.stringify({ id, text })}\n`, BYTES);
      },
    },
  ],
  candidates: [
    { label: "prepare, one thread", command: ["node", "candidates/prepare-windrow.mjs", ENCODING, "1"] },
    { label: "prepare, two threads", command: ["node", "candidates/prepare-windrow.mjs", ENCODING, "2"] },
    { label: "encoding alone, one thread", command: ["node", "candidates/prepare-bare.mjs", ENCODING, "1"] },
    { label: "encoding alone, two threads", command: ["node", "candidates/prepare-bare.mjs", ENCODING, "2"] },
    {
      label: "Python: tiktoken in a loop, numpy.tofile",
      command: [python, "candidates/prepare-python.py", pythonDefinition(ENCODING)],
      needs: [python, "-c", "import numpy, tiktoken"],
    },
  ],
};
