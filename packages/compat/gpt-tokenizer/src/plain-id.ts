/** Ids as numbers. */

/** gpt-tokenizer looks ids up as keys, so that `5n` and `"5"` are 5 to it; anything else is left as it is. */
export function plainId(id: unknown): unknown {
  if (typeof id === "bigint") return Number(id);
  return typeof id === "string" && String(Number(id)) === id ? Number(id) : id;
}
