/** What a fuzz target is: valid inputs, how they are damaged, and what is tried with them. */
import type { Draw } from "./draw.ts";

/** One parser. */
export interface FuzzTarget<Input = unknown> {
  readonly name: string;
  /** Errors whose `code` begins so are a right answer to a damaged input; every other one is a finding. */
  readonly codes: readonly string[];
  /** Valid inputs, made once; each is tried as it is first, and must be taken. */
  seeds(): readonly Input[] | Promise<readonly Input[]>;
  /** A damaged copy. */
  mutate(input: Input, draw: Draw): Input;
  /** Reads the input and, where it is taken, checks what has to hold of the result: throws where it does not. */
  attempt(input: Input): unknown;
  /** Text of an input, for the report of a finding. */
  show(input: Input): string;
}

/** As it was written, with its type let go of: a list of targets has several. */
export function fuzzTarget<Input>(target: FuzzTarget<Input>): FuzzTarget {
  return target as FuzzTarget;
}

/** For invariants of a result: what does not hold is a finding. */
export function mustHold(holds: boolean, what: string): void {
  if (!holds) throw new Error(`does not hold: ${what}`);
}

/** A text for the report of a finding: as JSON, cut to its ends. */
export function shownText(text: string): string {
  const json = JSON.stringify(text);
  return json.length <= 600 ? json : `${json.slice(0, 300)} ... ${json.slice(-200)} (${json.length} characters)`;
}

/** Bytes for the report of a finding. */
export function shownBytes(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes.subarray(0, 1000)).toString("hex");
  return `${bytes.length} bytes: ${hex}${bytes.length > 1000 ? "..." : ""}`;
}
