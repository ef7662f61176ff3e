/** The two lists of a job: its inputs, and its units of work. */
import type { InputFile, Segment } from "../read/types.ts";
import { type FieldChecks, isCount, isListOf, isSaved, isText } from "./saved-json.ts";

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

export const INPUT_CHECKS: FieldChecks = ({ path, type, compression, bytes, sha256 }) => ({
  path: isText(path),
  type: isText(type),
  compression: isText(compression),
  bytes: isCount(bytes),
  sha256: isText(sha256),
});

export const UNIT_CHECKS: FieldChecks = ({ segments, documents }) => ({
  segments: isListOf(segments, isSegment),
  documents: documents === undefined || isPair(documents),
});

function isSegment(value: unknown): value is UnitSegment {
  if (!isSaved(value)) return false;
  const { input, start, end, xxh64, rows } = value;
  const isRange = isCount(start) && isCount(end) && start <= end;
  return isCount(input) && isRange && isText(xxh64) && (rows === undefined || isPair(rows));
}

function isPair(value: unknown): boolean {
  return isListOf(value, (one): one is number => isCount(one)) && value.length === 2;
}
