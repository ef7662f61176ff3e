/** Which candidates take part, and the files they need: entry modules, tokenizer.json, Python's tables. */
import { join } from "node:path";
import { nodeBinary } from "../node-binary.mjs";
import { builtEngine } from "./engines.mjs";
import { makeKitokenDefinition } from "./vocabularies/kitoken-definition.mjs";
import { npmCandidates } from "./peers.mjs";
import { makePythonDefinition, python, pythonDefinition, pythonVersion } from "./python.mjs";
import { nodeRuntime } from "./runtimes.mjs";
import { makeTokenizerJson } from "./vocabularies/tokenizer-json.mjs";

const folder = join(import.meta.dirname, "../candidates/tokenizers");

/** Files that a package reads and does not bring. */
const MAKE_FILES = { "@huggingface/tokenizers": makeTokenizerJson, kitoken: makeKitokenDefinition };

/**
 * The candidates of an encoding, ready to be started, ours first.
 * @param plan of plan.mjs: who is not in it is not mentioned either; its `runtime`, of runtimes.mjs, is this Node by default
 * @param without why some don't take part: a function of a candidate, a reason or undefined
 * @returns `{ candidates: [{ label, kind, slow, env, command: (program) => [...], entry }], notRun: [reasons] }`
 */
export async function candidatesFor(encoding, plan, without = () => undefined) {
  const { runtime = nodeRuntime(nodeBinary) } = plan;
  const candidates = [];
  const notRun = [];
  for (const peer of npmCandidates.filter(({ label }) => plan.takesPart(label))) {
    const reason = reasonAgainst(peer, encoding, runtime) ?? without(peer);
    if (reason !== undefined) {
      notRun.push(`${peer.label} (${reason})`);
      continue;
    }
    await MAKE_FILES[peer.label]?.(encoding);
    const entry = await runtime.makeEntry(peer, encoding);
    candidates.push({ ...peer, entry, command: (program) => runtime.command(entry, program) });
  }
  if (!plan.takesPart("Python tiktoken")) return { candidates, notRun };
  const label = pythonVersion() === null ? "Python tiktoken" : `Python tiktoken ${pythonVersion()}`;
  const reason =
    pythonVersion() === null
      ? "python3 can't import it; PYTHON can name another one"
      : without({ label, kind: "python", slow: false });
  if (reason === undefined) {
    await makePythonDefinition(encoding);
    const command = (program) => [python, join(folder, "python-tiktoken.py"), program, pythonDefinition(encoding)];
    candidates.push({ label, kind: "python", slow: false, command });
  } else {
    notRun.push(`${label} (${reason})`);
  }
  return { candidates, notRun };
}

/** Why a package can't take part in an encoding. */
function reasonAgainst({ encodings, kind }, encoding, { node }) {
  if (!encodings.includes(encoding)) return `has no ${encoding}`;
  return kind === "twin" && builtEngine(node) === undefined ? "the package has one engine" : undefined;
}

/** Slow peers are left out where they could only cost time. */
export const skipSlow = ({ slow }) => (slow ? "slow, see steady" : undefined);

/** Slow peers are timed on English only. */
export const slowOnEnglish =
  (text) =>
  ({ slow }) =>
    slow && !text.startsWith("english") ? "slow, timed on English only" : undefined;
