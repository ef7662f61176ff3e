/** The error of every file that is not what it should be: which file, what is wrong, what was expected. */
import { EmbeddingsError } from "../errors.ts";

/** More than that of a value from a file is not shown: a corrupt file may hold anything. */
const MAX_SHOWN = 80;

/**
 * @param file its path, or what the caller calls it
 * @param problem what was got and what was expected, without a full stop
 * @param fields for programs, such as the tensor and the field
 * @example
 * throw invalidFile("a.npy", "npy", "3 bytes; the shortest has 10");
 * // a.npy is not a usable npy file: 3 bytes; the shortest has 10.
 */
export function invalidFile(
  file: string,
  format: "safetensors" | "npy",
  problem: string,
  fields: Readonly<Record<string, unknown>> = {},
): EmbeddingsError {
  return new EmbeddingsError("EMBEDDINGS_INVALID_FILE", `${file} is not a usable ${format} file: ${problem}.`, {
    file,
    ...fields,
  });
}

/** A value of a parsed header for a message: as JSON, cut to 80 characters. */
export function shown(value: unknown): string {
  return shortened(JSON.stringify(value));
}

/** A part of a header as it is written there, cut to 80 characters. */
export function shortened(source: string | undefined): string {
  if (source === undefined) return "missing";
  return source.length > MAX_SHOWN ? `${source.slice(0, MAX_SHOWN)}...` : source;
}
