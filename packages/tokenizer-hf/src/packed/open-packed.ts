/** A packed tokenizer, opened: what is the same whatever its model is. */
import { describe, quoted } from "@windrow/core";
import { checkEngineName, type EngineName } from "@windrow/tokenizer-bpe/internal";
import { checkOptions } from "../arguments.ts";
import { assemble } from "../assemble.ts";
import { HfError } from "../errors.ts";
import type { TokenizerConfig } from "../fields/config.ts";
import { isRecord } from "../fields/fields.ts";
import type { KnownExpression } from "../patterns/pattern.ts";
import { newTokenizer, type PretrainedTokenizer } from "../pretrained-tokenizer.ts";
import type { Stages } from "../stages/stages.ts";
import { PACK_FORMAT, type PackedTokenizer } from "./packed-tokenizer.ts";

/** How a packed tokenizer is opened. */
export interface FromPackedOptions {
  /** As in HfTokenizer.fromJson. */
  readonly engine?: EngineName | undefined;
}

/** What is opened. */
export interface OpenedPack {
  readonly packed: PackedTokenizer;
  readonly file: Readonly<Record<string, unknown>>;
  readonly known: ReadonlyMap<string, KnownExpression>;
  readonly engine: EngineName | undefined;
}

/**
 * @param stagesOf what reads the stages; undefined where a part of them is missing
 * @throws HfError HF_INVALID_PACK
 */
export function openPacked(
  packed: PackedTokenizer,
  options: FromPackedOptions | undefined,
  stagesOf: (opened: OpenedPack) => Stages | undefined,
): PretrainedTokenizer {
  const engine = checkEngineName(checkOptions(options, ["engine"]).engine);
  const name = checkFormat(packed);
  const file = parsed(packed.file, name);
  const config: TokenizerConfig = parsed(packed.config, name);
  const known = new Map(Object.entries(parsed(packed.expressions, name))) as Map<string, KnownExpression>;
  const stages = stagesOf({ packed, file, known, engine });
  if (stages === undefined) throw damaged(name);
  return newTokenizer(name, config, assemble(stages));
}

/** The name. @throws HfError HF_INVALID_PACK */
export function checkFormat(packed: Pick<PackedTokenizer, "format" | "name">): string {
  if (!isRecord(packed) || typeof packed.name !== "string")
    throw new HfError("HF_INVALID_PACK", `${describe(packed)} is not a tokenizer that windrow pack has packed.`);
  const { name, format } = packed;
  if (format === PACK_FORMAT) return name;
  throw new HfError(
    "HF_INVALID_PACK",
    `The module of ${quoted(name)} has format ${describe(format)}, and this version of @windrow/tokenizer-hf reads format ${PACK_FORMAT}. Pack it again: windrow pack.`,
    { name, format },
  );
}

/** An object of a module. @throws HfError HF_INVALID_PACK */
export function parsed(json: string, name: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    if (isRecord(value)) return value;
  } catch {
    // It was cut.
  }
  throw damaged(name);
}

/** @param cause what could not be read */
export function damaged(name: string, cause?: unknown): HfError {
  return new HfError(
    "HF_INVALID_PACK",
    `The module of ${quoted(name)} is damaged: a part of it is missing. Pack it again: windrow pack.`,
    { name, ...(cause !== undefined && { cause }) },
  );
}
