/** Checks of options at the public edge; each returns the value or says what was got and expected. */
import { EmbeddingsError } from "./errors.ts";

/** An options object. */
export function checkOptionsObject<Options extends object>(options: Options): Options {
  if (typeof options === "object" && options !== null) return options;
  throw invalidOption("options", options, "an object of options");
}

/** A count of rows, or of numbers in one. */
export function checkSize(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw invalidOption(name, value, "an integer of at least 1");
}

/** A row that torch's paddingIdx names; negative counts from the end. */
export function checkPaddingIdx(paddingIdx: number | undefined, rows: number): number | undefined {
  if (paddingIdx === undefined) return undefined;
  const isInRange = Number.isInteger(paddingIdx) && paddingIdx >= -rows && paddingIdx < rows;
  if (isInRange) return paddingIdx < 0 ? paddingIdx + rows : paddingIdx;
  throw invalidOption("paddingIdx", paddingIdx, `an integer from ${-rows} to ${rows - 1}`);
}

/** Refuses an option that is not known: a name that was mistyped would be passed over in silence. */
export function refuseUnknownOptions(options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw invalidOption("options", options, `only ${known.join(", ")} in it (there is ${unknown})`);
}

/** Options of what makes an embedding: checked before any table is drawn or read. @param known their names */
export function checkMakingOptions<Options extends { readonly worker?: boolean | undefined }>(
  options: Options,
  known: readonly (keyof Options & string)[],
): Options {
  refuseUnknownOptions(checkOptionsObject(options), known);
  const { worker = false } = options;
  if (typeof worker === "boolean") return options;
  throw invalidOption("worker", worker, "true or false");
}

export function invalidOption(name: string, value: unknown, expected: string): EmbeddingsError {
  return new EmbeddingsError("EMBEDDINGS_INVALID_OPTION", `${name} is ${describe(value)}; expected ${expected}.`, {
    option: name,
    value,
  });
}

/** A value in a few words, for messages. */
export function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 40));
  if (typeof value === "function") return "a function";
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null) return String(value);
  const name: unknown = value.constructor?.name;
  return `an object (${typeof name === "string" && name !== "" ? name : "without class"})`;
}
