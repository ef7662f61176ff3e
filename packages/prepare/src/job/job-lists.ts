/** The two lists of a job: its inputs, and its units of work. */
import { isAbsolute } from "node:path";
import { type FieldChecks, isCount, isListOf, isSaved, isSha256, isText } from "../files/saved-json.ts";
import type { Compression, InputFile, InputType, Segment } from "../read/input/input-file.ts";
import type { JobManifest } from "./job-manifest.ts";

export const INPUTS_FILE = "inputs.jsonl";
export const UNITS_FILE = "units.jsonl";

/** An input as its record has it. */
export type InputRecord = InputFile;

/** A run of documents of one input, by the input's number. */
export interface UnitSegment extends Segment {
  readonly input: number;
}

/** What is encoded at a time, into one part file for each set. */
export interface UnitRecord {
  readonly segments: readonly UnitSegment[];
  /** Number of its first document in the job and how many it has, where they were counted. */
  readonly documents?: readonly [first: number, count: number];
}

const TYPES: readonly InputType[] = ["text", "jsonl", "parquet"];
const COMPRESSIONS: readonly Compression[] = ["none", "gzip", "zstd"];

export const INPUT_CHECKS: FieldChecks = ({ path, type, compression, bytes, sha256 }) => ({
  path: isText(path) && isAbsolute(path) && !path.includes("\0"),
  type: TYPES.some((one) => one === type),
  compression: COMPRESSIONS.some((one) => one === compression),
  bytes: isCount(bytes),
  sha256: isSha256(sha256),
});

/** Checks for a job's units: their inputs and documents are among those that its manifest counts. */
export function unitChecks(manifest: Pick<JobManifest, "inputs" | "documents">): FieldChecks {
  const isSegment = (value: unknown): value is UnitSegment => {
    if (!isSaved(value)) return false;
    const { input, start, end, xxh64, rows } = value;
    return (
      isCount(input, manifest.inputs.count - 1) &&
      isRange([start, end]) &&
      isText(xxh64) &&
      /^[0-9a-f]{16}$/.test(xxh64) &&
      (rows === undefined || isRange(rows))
    );
  };
  const areDocuments = (value: unknown): boolean =>
    manifest.documents === undefined ? value === undefined : isPair(value) && value[0] + value[1] <= manifest.documents;
  return ({ segments, documents }) => ({
    segments: isListOf(segments, isSegment) && segments.length > 0,
    documents: areDocuments(documents),
  });
}

function isRange(value: unknown): boolean {
  return isPair(value) && value[0] <= value[1];
}

function isPair(value: unknown): value is readonly [number, number] {
  return isListOf(value, (one): one is number => isCount(one)) && value.length === 2;
}
