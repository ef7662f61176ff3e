/**
 * Each stand-in beside the package that it stands in for: every function that users call, on whole texts and line by line.
 *
 * `pnpm bench stand-ins` runs all three, `pnpm bench stand-ins js-tiktoken` one.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ratioGoals } from "./cases.mjs";
import { nodeBinary } from "./node-binary.mjs";
import { summary } from "./report.mjs";
import { PACKAGES, standInOf } from "./stand-ins/packages.mjs";
import { TEXTS, textFiles } from "./tokenizers-hf/texts.mjs";

const TURNS = 4;
const ROUNDS = 10;
const FORMS = { whole: "", lines: ", line by line" };

export const benchmark = {
  question: "Is a stand-in at least as fast as what it replaces, in every call?",
  sections: Object.fromEntries(Object.keys(PACKAGES).map((original) => [original, section(original)])),
};

function section(original) {
  return {
    question: `${original} and its stand-in: milliseconds to load, and for a megabyte`,
    *run() {
      const files = textFiles();
      const kinds = { [standInOf(original)]: "ours", [original]: "npm" };
      const runs = takeTurns(original, Object.keys(kinds), files);
      const candidatesOf = (timesOf, isSame) =>
        Object.entries(kinds).map(([candidate, kind]) => ({
          candidate,
          kind,
          ...summary(runs.get(candidate).flatMap(timesOf)),
          ...(isSame === undefined ? {} : { ids: kind === "ours" ? "reference" : isSame ? "equal" : "differ" }),
        }));
      const goals = (candidates) => ratioGoals({ candidates }, { [original]: 1 });
      const loads = candidatesOf(({ load }) => [load]);
      yield { label: "load", unit: "ms", candidates: loads, goals: goals(loads) };
      const [ours, theirs] = Object.keys(kinds).map((name) => runs.get(name)[0]);
      for (const [i, { text, form, name, digest }] of ours.calls.entries()) {
        const timesOf = ({ calls: { [i]: call } }) => call.milliseconds.map((ms) => (ms * 1e6) / call.bytes);
        const candidates = candidatesOf(timesOf, digest === theirs.calls[i].digest);
        const label = `${name}, ${TEXTS[files[text].name]}${FORMS[form]}`;
        yield { label, unit: "ms/MB", candidates, goals: goals(candidates) };
      }
      for (const [i, { name, digest }] of ours.others.entries()) {
        const candidates = candidatesOf(({ others }) => others[i].milliseconds, digest === theirs.others[i].digest);
        yield { label: name, unit: "ms", candidates, goals: goals(candidates) };
      }
    },
  };
}

/** Both orders, so that a machine that slows down slows both. */
function takeTurns(original, names, files) {
  const runs = new Map(names.map((name) => [name, []]));
  for (let turn = 0; turn < TURNS; turn++)
    for (const name of turn % 2 === 0 ? names : names.toReversed())
      runs.get(name).push(runCandidate(original, name, files));
  return runs;
}

function runCandidate(original, imported, files) {
  const program = join(import.meta.dirname, "candidates/stand-ins.mjs");
  const args = [program, original, imported, String(ROUNDS), ...files.map(({ file }) => file)];
  const { status, stdout, stderr } = spawnSync(nodeBinary, args, { encoding: "utf8", cwd: import.meta.dirname });
  if (status !== 0) throw new Error(`${imported}: ${stderr}`);
  return JSON.parse(stdout);
}
