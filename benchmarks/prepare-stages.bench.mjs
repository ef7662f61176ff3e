/** How fast each stage of a job of @windrow/prepare is: planning, encoding, assembling; on one thread and two. */
import { execFileSync } from "node:child_process";
import { mixedDocuments } from "./mixed-documents.mjs";
import { summary } from "./report.mjs";

const BYTES = 200_000_000;
const ROUNDS = 4;
const TIMES = { plan: "plan", encode: "encode", assemble: "assemble", all: "all of it, from start to exit" };
const median = (rounds, key) => summary(rounds.map((round) => round[key])).median;

let file;

const section = (threads) => ({
  question: `A job of JSON lines on ${threads === 1 ? "one thread" : `${threads} threads`}`,
  *run() {
    file ??= mixedDocuments("mixed.jsonl", (text, id) => `${JSON.stringify({ id, text })}\n`, BYTES);
    const args = ["candidates/prepare-stages.mjs", file, String(threads)];
    const one = () => JSON.parse(execFileSync("node", args, { encoding: "utf8", cwd: import.meta.dirname }));
    const rounds = Array.from({ length: ROUNDS }, one);
    const figures = Object.fromEntries(Object.keys(rounds[0]).map((key) => [key, median(rounds, key)]));
    const candidates = Object.entries(TIMES).map(([key, candidate]) => ({
      candidate,
      kind: "ours",
      ...summary(rounds.map((round) => round[key])),
    }));
    yield { label: "time", unit: "ms", bytes: figures.bytes, candidates, goals: [], figures };
  },
});

export const benchmark = {
  question: "How fast is each stage of a job (o200k_base, 200 MB of JSON lines)?",
  sections: { "one thread": section(1), "two threads": section(2) },
};
