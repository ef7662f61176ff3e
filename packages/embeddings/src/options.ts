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
  const row = paddingIdx < 0 ? paddingIdx + rows : paddingIdx;
  if (Number.isInteger(row) && row >= 0 && row < rows) return row;
  throw invalidOption("paddingIdx", paddingIdx, `an integer from ${-rows} to ${rows - 1}`);
}

export function checkBoolean(name: string, value: boolean): boolean {
  if (typeof value === "boolean") return value;
  throw invalidOption(name, value, "true or false");
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
  return typeof value === "object" && value !== null
    ? `an object (${value.constructor?.name ?? "without class"})`
    : String(value);
}
