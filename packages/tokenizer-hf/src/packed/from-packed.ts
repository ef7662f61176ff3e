/** A tokenizer from the module that `windrow pack` made of its file. */
import { describe, quoted } from "@windrow/core";
import { checkEngineName, type EngineName, sourceOfPacked } from "@windrow/tokenizer-bpe/internal";
import { checkOptions } from "../arguments.ts";
import { assemble, type Stages } from "../assemble.ts";
import type { TokenizerConfig } from "../config.ts";
import { HfError } from "../errors.ts";
import { type HfTokenizer, newTokenizer } from "../hf-tokenizer.ts";
import type { KnownExpression } from "../patterns/pattern.ts";
import { engineParts } from "../read/engine-parts.ts";
import { Fields, isRecord } from "../read/fields.ts";
import { type OpenedModel, readStages, type StagesBefore } from "../read/read-stages.ts";
import { readTokenizerJson } from "../read/read-tokenizer-json.ts";
import { isSplitTable } from "../scan/split-table.ts";
import { PackedBpe } from "./packed-bpe.ts";
import { unpackLists } from "./packed-lists.ts";
import { PACK_FORMAT, type PackedTokenizer } from "./packed-tokenizer.ts";

/** How a packed tokenizer is opened. */
export interface FromPackedOptions {
  /** As in HfTokenizer.fromJson. */
  readonly engine?: EngineName | undefined;
}

/**
 * The tokenizer that a module of `windrow pack` holds: what HfTokenizer.fromJson makes of the same file. Modules call this;
 * its stages are read at once, and its vocabulary when it is first used.
 * @throws HfError HF_INVALID_PACK where the module was packed by another version, or is cut; what else is changed in a
 *   module, as in any code, may go unseen
 */
export function fromPacked(packed: PackedTokenizer, options?: FromPackedOptions): HfTokenizer {
  const engine = checkEngineName(checkOptions(options, ["engine"]).engine);
  const name = checkFormat(packed);
  const file = parsed(packed.file, name);
  const config: TokenizerConfig = parsed(packed.config, name);
  return newTokenizer(name, config, assemble(stagesOf(packed, file, engine)));
}

function checkFormat(packed: PackedTokenizer): string {
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

function stagesOf(packed: PackedTokenizer, file: Record<string, unknown>, engine: EngineName | undefined): Stages {
  const { name, fingerprint, vocabulary, lists } = packed;
  const known = new Map(Object.entries(parsed(packed.expressions, name))) as Map<string, KnownExpression>;
  if (lists !== undefined) {
    const unpacked = unpackLists(lists);
    if (unpacked === undefined) throw damaged(name);
    const whole = { ...file, model: { ...(file["model"] as object), ...unpacked.fields } };
    const json = { file: whole, cut: undefined, lists: undefined, whole: () => whole, scores: unpacked.scores };
    return readTokenizerJson(json, name, engine, known);
  }
  const source = vocabulary && sourceOfPacked(vocabulary);
  if (source === undefined) throw damaged(name);
  const fields = Fields.of(file, "", known);
  // That these are the ids which the lists give was checked when it was packed.
  const ids = new Map(
    (fields.has("added_tokens") ? fields.objects("added_tokens") : []).map((token) => [
      token.text("content"),
      token.value("id") as number,
    ]),
  );
  const open = ({ split }: StagesBefore): OpenedModel => {
    const parts = engineParts(source, split, engine);
    return {
      model: new PackedBpe(source, parts.engine),
      known: { size: 0, idOf: (token) => ids.get(token) },
      engineModel: parts,
      fingerprint: () => fingerprint,
    };
  };
  const table = packed.table === undefined ? undefined : parsed(packed.table, name);
  if (table !== undefined && !isSplitTable(table)) throw damaged(name);
  return readStages(fields, name, engine, open, table);
}

function parsed(json: string, name: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    if (isRecord(value)) return value;
  } catch {
    // It was cut.
  }
  throw damaged(name);
}

function damaged(name: string): HfError {
  return new HfError(
    "HF_INVALID_PACK",
    `The module of ${quoted(name)} is damaged: a part of it is missing. Pack it again: windrow pack.`,
    { name },
  );
}
