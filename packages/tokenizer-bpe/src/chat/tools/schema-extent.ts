/** How much text a JSON Schema may become. */

type Schema = Readonly<Record<string, unknown>>;

/** Types in a schema, of which one that stands in several places counts in each, as it is rendered in each. */
export const MAX_TYPES = 100_000;

/** Deeper schemas are refused where they are rendered; some hold themselves. */
const MAX_DEPTH = 64;

/** Whether a schema has more types than `MAX_TYPES`: an object in few places within itself would be text without end. */
export function isTooLarge(schema: unknown): boolean {
  let types = 0;
  const visit = (given: unknown, depth: number): boolean => {
    if (++types > MAX_TYPES) return true;
    if (typeof given !== "object" || given === null || depth > MAX_DEPTH) return false;
    const { properties, items, anyOf, oneOf } = given as Schema;
    return [properties, [items], anyOf, oneOf].some((some) =>
      Object.values(some ?? {}).some((one) => visit(one, depth + 1)),
    );
  };
  return visit(schema, 0);
}
