/** What decides a tokenizer's ids, in one digest: recorded with data that was made with it. */
import type { Fields } from "../fields/fields.ts";
import type { ListedModel } from "../models/model.ts";
import { digestOf } from "../stages/digest.ts";

/** Fields that decide ids; of the model all but its lists, which it knows itself. */
const DECIDING = ["added_tokens", "normalizer", "pre_tokenizer", "post_processor"];

/**
 * sha256 over all that decides the ids, the same for the same file however it is laid out. What the file says is read now,
 * so that nothing of it is kept; the lists are digested when it is asked for.
 */
export function fileFingerprint(file: Fields, model: ListedModel): () => string {
  const fields = file.object("model");
  const settings = fields
    .names()
    .filter((name) => name !== "vocab" && name !== "merges" && fields.has(name))
    .map((name) => [name, fields.value(name)]);
  const steps = DECIDING.map((name) => file.value(name) ?? null);
  const said = JSON.stringify(sorted([steps, settings.toSorted()]));
  return () => digestOf("windrow-hf-1", said, model.lists());
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
