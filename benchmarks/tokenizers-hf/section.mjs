/** One model: load, and each text encoded again and again, every candidate in processes of its own. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ratioGoals } from "../cases.mjs";
import { nodeBinary } from "../node-binary.mjs";
import { summary } from "../report.mjs";
import { isSentencePiece, MODELS, modelFile } from "./models.mjs";
import { HUGGING_FACE, HYPERTOK, KITOKEN, OURS, PEERS } from "./peers.mjs";
import { TEXTS, textFiles } from "./texts.mjs";

const TURNS = 4;
const ROUNDS = 10;
const QUICK = { turns: 1, rounds: 5 };
/** Those that are slow run once. */
const GOALS = { [HYPERTOK]: 1, [KITOKEN]: 1 };
/** For models on the engine of tokenizer-bpe. */
const HUGGING_FACE_GOAL = 50;
const SECONDS = 300;

export function modelSection(name) {
  const { label, huggingFace = HUGGING_FACE_GOAL } = MODELS[name];
  const wanted = { ...GOALS, [HUGGING_FACE]: huggingFace };
  return {
    question: `${label}: milliseconds to load, and for the same text again`,
    *run({ isQuick = false, texts } = {}) {
      const file = modelFile(name);
      if (file === undefined) {
        console.log(`The file of ${label} is not here: left out.`);
        return;
      }
      const files = textFiles(texts);
      const outcomes = takeTurns(name, file, files, isQuick ? QUICK : { turns: TURNS, rounds: ROUNDS });
      const expected = outcomes.get(OURS).runs[0].texts.map(({ digest }) => digest);
      const loaded = [...outcomes].map(([candidate, { kind, failed, runs }]) =>
        failed === undefined
          ? { candidate, kind, ...summary(runs.map(({ load }) => load)) }
          : { candidate, kind, failed },
      );
      yield { label: "load", unit: "ms", candidates: loaded, goals: ratioGoals({ candidates: loaded }, {}) };
      for (const [i, { name: text }] of files.entries()) {
        const candidates = [...outcomes].map(([candidate, outcome]) => textResult(candidate, outcome, i, expected[i]));
        yield { label: TEXTS[text], unit: "ms/MB", candidates, goals: ratioGoals({ candidates }, wanted) };
      }
    },
  };
}

function textResult(candidate, { kind, failed, runs }, i, expected) {
  if (failed !== undefined) return { candidate, kind, failed };
  const times = runs.flatMap(({ texts }) => texts[i].milliseconds.map((time) => (time * 1e6) / texts[i].bytes));
  const isEqual = runs.every(({ texts }) => texts[i].digest === expected);
  return { candidate, kind, ...summary(times), ids: candidate === OURS ? "reference" : isEqual ? "equal" : "differ" };
}

/** Both orders, so that a machine that slows down slows all of them. */
function takeTurns(name, file, files, { turns, rounds }) {
  const { hypertok } = MODELS[name];
  const taking = Object.entries(PEERS).filter(([, peer]) =>
    isSentencePiece(file) ? peer.readsSentencePiece : !peer.needsVocabulary || hypertok !== undefined,
  );
  const outcomes = new Map(taking.map(([candidate, { kind }]) => [candidate, { kind, runs: [] }]));
  for (let turn = 0; turn < turns; turn++) {
    for (const [candidate, { isSlow }] of turn % 2 === 0 ? taking : taking.toReversed()) {
      const outcome = outcomes.get(candidate);
      if (outcome.failed !== undefined || (isSlow && outcome.runs.length > 0)) continue;
      const result = runCandidate([candidate, file, hypertok ?? "", String(rounds), ...files.map((one) => one.file)]);
      if (typeof result !== "string") outcome.runs.push(result);
      else if (candidate === OURS) throw new Error(`${name}: ${result}`);
      else
        outcome.failed =
          result
            .trim()
            .split("\n")
            .find((line) => /\w*Error\b/.test(line))
            ?.slice(0, 80) ?? "fails";
    }
  }
  return outcomes;
}

/** What it prints, or what it says where it fails. */
function runCandidate(args) {
  const program = join(import.meta.dirname, "../candidates/tokenizers-hf.mjs");
  const { status, stdout, stderr, error } = spawnSync(nodeBinary, [program, ...args], {
    encoding: "utf8",
    timeout: SECONDS * 1000,
    killSignal: "SIGKILL",
    cwd: join(import.meta.dirname, ".."),
  });
  if (error !== undefined) return error.code === "ETIMEDOUT" ? `Error: over ${SECONDS} s` : String(error);
  return status === 0 ? JSON.parse(stdout.trimEnd().split("\n").at(-1)) : stderr;
}
