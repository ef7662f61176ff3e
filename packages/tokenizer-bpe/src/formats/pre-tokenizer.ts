/** The pre_tokenizer of a tokenizer.json: ByteLevel, Split, and a Sequence of one Split and ByteLevel. */
import { describe } from "@windrow/core";
import { R50K_PATTERN } from "../split/patterns.ts";
import { invalidFile, isRecord, MAX_NESTED, shown, unsupported } from "./file-error.ts";
import { BYTE_LEVEL_FLAGS } from "./byte-level-flags.ts";
import { matchesEverywhere } from "../patterns/matches-everywhere.ts";
import { splitOfPattern } from "../patterns/split-of-pattern.ts";
import { withBetween } from "../patterns/with-between.ts";
import { UntranslatablePattern } from "../patterns/pattern-reader.ts";

export interface ReadSplit {
  /** As the file has it, or tiktoken's where it means the same. */
  readonly pattern: string;
  readonly split: string | RegExp;
  readonly flavour?: "oniguruma";
  readonly dropsBetween?: boolean;
}

const FIELD = "pre_tokenizer";

/** @throws BpeError BPE_INVALID_FILE, BPE_UNSUPPORTED_FILE */
export function readPreTokenizer(step: unknown): ReadSplit {
  const { splits, isByteLevel } = readStep(step, FIELD);
  if (!isByteLevel)
    throw unsupported(
      FIELD,
      "has no ByteLevel; only byte-level BPE is supported (text is split, then taken as bytes).",
    );
  if (splits.length > 1)
    throw unsupported(splits[1]!.field, "splits what another has split; only one split is supported.");
  const [only] = splits;
  // Without a split a text is one word.
  return only ?? { pattern: "[^]+", split: /[^]+/uy };
}

interface ReadStep {
  readonly splits: readonly (ReadSplit & { readonly field: string })[];
  readonly isByteLevel: boolean;
}

function readStep(step: unknown, field: string, depth = 0): ReadStep {
  if (depth === 0 && (step === null || step === undefined)) return { splits: [], isByteLevel: false };
  if (!isRecord(step)) throw invalidFile(field, `is ${describe(step)}; expected an object.`);
  const { type } = step;
  if (type === "ByteLevel") return readByteLevel(step, field);
  if (type === "Split") return { splits: [{ ...readSplit(step, field), field }], isByteLevel: false };
  if (type !== "Sequence")
    throw unsupported(`${field}.type`, `is ${describe(type)}; ByteLevel, Split and Sequence are supported.`);
  if (depth > MAX_NESTED) throw unsupported(FIELD, `has steps within steps, more than ${MAX_NESTED} deep.`);
  const steps = step["pretokenizers"];
  if (!Array.isArray(steps)) throw invalidFile(`${field}.pretokenizers`, `is ${describe(steps)}; expected an array.`);
  const read: ReadStep[] = [];
  for (const [i, one] of (steps as unknown[]).entries()) {
    const place = `${field}.pretokenizers[${i}]`;
    if (read.some(({ isByteLevel }) => isByteLevel))
      throw unsupported(place, "stands behind ByteLevel, and would split bytes; not supported.");
    read.push(readStep(one, place, depth + 1));
  }
  return { splits: read.flatMap(({ splits }) => splits), isByteLevel: read.some(({ isByteLevel }) => isByteLevel) };
}

function readByteLevel(step: Record<string, unknown>, field: string): ReadStep {
  const { add_prefix_space: addsSpace, use_regex: splits = true } = step;
  for (const flag of BYTE_LEVEL_FLAGS) {
    if (typeof step[flag] !== "boolean")
      throw invalidFile(`${field}.${flag}`, `is ${describe(step[flag])}; expected true or false.`);
  }
  if (typeof splits !== "boolean")
    throw invalidFile(`${field}.use_regex`, `is ${describe(splits)}; expected true or false.`);
  if (addsSpace !== false)
    throw unsupported(
      `${field}.add_prefix_space`,
      `is ${describe(addsSpace)}, which puts a space before each text; not supported.`,
    );
  if (splits === false) return { splits: [], isByteLevel: true };
  return { splits: [{ pattern: R50K_PATTERN, split: R50K_PATTERN, field }], isByteLevel: true };
}

function readSplit(step: Record<string, unknown>, field: string): ReadSplit {
  const { pattern, behavior, invert } = step;
  const [[kind, source] = [], more] = isRecord(pattern) ? Object.entries(pattern) : [];
  if ((kind !== "Regex" && kind !== "String") || typeof source !== "string" || more !== undefined)
    throw invalidFile(`${field}.pattern`, `is ${shown(pattern)}; expected { "Regex": ... } or { "String": ... }.`);
  // What matches is a word, and what lies between is one (Isolated) or would be lost: then the pattern has to match everywhere.
  if (typeof invert !== "boolean")
    throw invalidFile(`${field}.invert`, `is ${describe(invert)}; expected true or false.`);
  const isIsolated = behavior === "Isolated" && invert === false;
  const isKept = behavior === "Removed" && invert === true;
  if (!isIsolated && !isKept)
    throw unsupported(
      `${field}.behavior`,
      `is ${describe(behavior)} with invert ${describe(invert)}; "Isolated" with false and "Removed" with true are supported.`,
    );
  const expression = kind === "Regex" ? source : source.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  try {
    const split = splitOfPattern(expression, "oniguruma");
    if (typeof split === "string") return { pattern: split, split };
    if (isKept) {
      if (!matchesEverywhere(expression, "oniguruma"))
        throw unsupported(
          `${field}.pattern`,
          `may leave some text unmatched, which "Removed" with invert true would drop: not supported. Use "Isolated" with invert false, or end the pattern with |[\\s\\S]: ${shown(source)}.`,
        );
      return { pattern: expression, flavour: "oniguruma", split, dropsBetween: true };
    }
    return { pattern: expression, flavour: "oniguruma", split: withBetween(split) };
  } catch (error) {
    if (!(error instanceof UntranslatablePattern)) throw error;
    throw unsupported(`${field}.pattern`, `${error.message}, which is not supported: ${shown(source)}.`, {
      cause: error,
    });
  }
}
