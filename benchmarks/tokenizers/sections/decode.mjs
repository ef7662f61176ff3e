/** Decoding the reference's ids of a corpus, the text being used. */
import { mkdtempSync, rmSync, statSync, writeFileSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { summary } from "../../report.mjs";
import { corpus } from "../../texts.mjs";
import { candidatesFor, slowOnEnglish } from "../candidates.mjs";
import { ratioGoals } from "../../cases.mjs";
import { takeTurns } from "../turns.mjs";

const CASES = [
  ["cl100k_base", "english2m"],
  ["cl100k_base", "code2m"],
  ["cl100k_base", "multilingual2m"],
  ["o200k_base", "english2m"],
];

export const decode = {
  question: "How fast are ids decoded, the text being written as UTF-8 afterwards?",
  async *run() {
    const scratch = mkdtempSync(join(tmpdir(), "windrow-bench-"));
    for (const [encoding, name] of CASES) {
      const { label, file } = corpus(name);
      const { candidates: all, notRun } = await candidatesFor(encoding, slowOnEnglish(name));
      const idsFile = join(scratch, "ids");
      // Whether ours are right is checked where encoding is timed.
      const { encode } = await import(pathToFileURL(all[0].entry));
      writeFileSync(idsFile, encode(readFileSync(file, "utf8")));
      const task = { idsFile, textFile: file, rounds: 6, seconds: 2 };
      const outcomes = await takeTurns(encoding, all, task, { turns: 2, program: "decode" });
      const candidates = outcomes.map(({ turns, ...outcome }) => decoded(turns, outcome));
      const goals = ratioGoals({ candidates }, { npm: 2.5 });
      yield { label: `${encoding}, ${label}`, unit: "ms", bytes: statSync(file).size, candidates, notRun, goals };
    }
    rmSync(scratch, { recursive: true });
  },
};

function decoded(turns, outcome) {
  if (outcome.failed !== undefined) return outcome;
  const isEqual = turns.every((turn) => turn.isEqual);
  if (!isEqual && outcome.kind === "ours") throw new Error("Our decoded text is not the text.");
  const times = summary(turns.flatMap(({ milliseconds }) => milliseconds));
  return { ...outcome, ...times, ids: isEqual ? "text equal" : "another text" };
}
