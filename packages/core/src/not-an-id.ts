/** What is wrong with an id that is not an integer, as a sentence for an error: the same in every tokenizer. */

/**
 * Undefined for an integer, which is wrong in another way.
 * @param place such as `" at index 3"`, or `""`
 * @param ids the list that has it, where there is one
 * @example
 * whyNotAnId(1n, " at index 0", [1n]); // "id 1n at index 0 is a bigint; convert it with Number(1n)."
 */
export function whyNotAnId(id: unknown, place: string, ids?: unknown): string | undefined {
  if (ids instanceof BigInt64Array || ids instanceof BigUint64Array)
    return `ids has 64-bit integers (${ids.constructor.name}); convert them with Int32Array.from(ids, Number).`;
  if (typeof id === "bigint") return `id ${id}n${place} is a bigint; convert it with Number(${id}n).`;
  if (typeof id === "number") {
    if (Number.isInteger(id)) return undefined;
    return `id ${id}${place} is not an integer; ids are whole numbers.`;
  }
  if (typeof id === "string") {
    const shown = JSON.stringify(id.length > 60 ? `${id.slice(0, 60)}...` : id);
    const isNumeric = /^\d{1,15}$/.test(id);
    return `id ${shown}${place} is a string; ${isNumeric ? `convert it with Number(${shown})` : "ids are numbers"}.`;
  }
  if (Array.isArray(id) || ArrayBuffer.isView(id))
    return `the value${place} is an array; decode takes the ids of one text as a flat list of numbers.`;
  const what =
    typeof id === "object" && id !== null ? "an object" : typeof id === "function" ? "a function" : String(id);
  return `the value${place} is ${what}; ids are numbers.`;
}
