/** Whether two values are the same as JSON: objects with the same fields in another order are. */

/** Undefined for what JSON has no text for. */
export function asJson(value: unknown): string | undefined {
  return JSON.stringify(value, (_, one: unknown) =>
    typeof one === "object" && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}

export function isSameJson(a: unknown, b: unknown): boolean {
  return asJson(a) === asJson(b);
}
