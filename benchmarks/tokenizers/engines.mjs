/** Which engines the build of tokenizer-bpe has, and which one a process of the candidates gets. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const chosen = new Map();

/**
 * The engine that the package chooses in a Node, or undefined where it has no such choice.
 * @param node the program
 */
export function builtEngine(node) {
  if (!chosen.has(node)) chosen.set(node, JSON.parse(ask(node)));
  return chosen.get(node) ?? undefined;
}

function ask(node) {
  const program =
    'import { gpt2 } from "@windrow/tokenizer-bpe/gpt2"; console.log(JSON.stringify(gpt2.engine ?? null));';
  const { WINDROW_ENGINE: _, ...env } = process.env;
  const args = ["--input-type=module", "-e", program];
  return execFileSync(node, args, { encoding: "utf8", cwd: join(import.meta.dirname, ".."), env });
}

/**
 * Figures of one engine must never stand under the name of the other.
 * @param candidate with the engine that it is about
 * @param reported the engine that its process says it had, undefined where the package does not say
 */
export function checkEngine({ label, engine: expected }, reported) {
  if (expected !== undefined && reported !== undefined && reported !== expected)
    throw new Error(`${label} ran with the engine "${reported}", not "${expected}".`);
}
