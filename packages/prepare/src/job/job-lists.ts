/** The two lists of a job: its inputs, and its units of work. */
import type { InputFile, Segment } from "../read/types.ts";

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
