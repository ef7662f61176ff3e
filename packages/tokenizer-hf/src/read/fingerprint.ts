/** What decides a tokenizer's ids, in one digest: recorded with data that was made with it. */
import { sha256 } from "@windrow/core";
import type { Fields } from "./fields.ts";
import { readMerges } from "./read-model.ts";

/** Fields that decide ids; of the model all but its lists, which follow in an order of their own. */
const DECIDING = ["added_tokens", "normalizer", "pre_tokenizer", "post_processor"];

/**
 * sha256 over all that decides the ids, the same for the same file however it is laid out.
 * @param file without its lists, or with them
 * @param whole with them
 */
export function fingerprintOf(file: Fields, whole: Fields): string {
  const model = whole.object("model");
  const vocab = model.object("vocab");
  const tokens = vocab
    .names()
    .map((token) => [vocab.value(token), token] as const)
    .toSorted(([a], [b]) => Number(a) - Number(b));
  const merges = model.has("merges") ? readMerges(model) : [];
  const settings = model
    .names()
    .filter((name) => name !== "vocab" && name !== "merges" && model.has(name))
    .map((name) => [name, model.value(name)]);
  const steps = DECIDING.map((name) => file.value(name) ?? null);
  return sha256(
    new TextEncoder().encode(JSON.stringify(sorted(["windrow-hf-1", steps, settings.toSorted(), tokens, merges]))),
  );
}

/** Deeper than any stage: what is there decides nothing. */
const MAX_DEPTH = 64;

/** Objects with their fields in the order of their names, and none that are null. */
function sorted(value: unknown, depth = 0): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (depth > MAX_DEPTH) return null;
  if (Array.isArray(value)) return (value as unknown[]).map((one) => sorted(one, depth + 1));
  const entries = Object.entries(value).filter(([, one]) => one !== null);
  const inOrder = entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(inOrder.map(([name, one]) => [name, sorted(one, depth + 1)]));
}
