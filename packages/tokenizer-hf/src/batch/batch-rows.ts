/** Several texts as rows of one length: encoded, cut, and filled up. */
import { checkBoolean, describe, invalidOption, wording, wordingOf } from "@windrow/core";
import { checkLimit, checkOneOf, checkOptions, checkText, fail } from "../arguments.ts";
import { fill, type Layout } from "../encode/layout.ts";
import type { IsText } from "../encode/text-ids.ts";
import { HfError } from "../errors.ts";
import { modelMaxLength, namedSide, type Side, type TokenizerConfig } from "../fields/config.ts";
import { type SpecialOptions, specialRules } from "../special/selection.ts";
import type { FilePadding } from "../stages/stages.ts";
import { type EncodedRows, padded, type Row, type RowTensor, type RowTensor64, widened } from "./pad.ts";
import { truncateIds } from "./truncate.ts";

/** How texts become rows. */
export interface BatchOptions extends SpecialOptions {
  /** Whether the special tokens of the model are put around each text; default false. */
  readonly addSpecialTokens?: boolean | undefined;
  /** `"longest"` (default), `"max_length"`, or false for rows that have one length anyway. */
  readonly padding?: "longest" | "max_length" | boolean | undefined;
  /** Ids of a row at most; default no limit, but the config's `model_max_length` where rows are to be cut or filled up to it. */
  readonly maxLength?: number | undefined;
  /** Whether longer rows are cut to `maxLength`; default false. */
  readonly truncation?: boolean | undefined;
  /** Which side is filled up; default the config's `padding_side`, then what the file says, then `"right"`. */
  readonly paddingSide?: Side | undefined;
  /** Which side is cut; default the config's `truncation_side`, then `"right"`. */
  readonly truncationSide?: Side | undefined;
  /** Rows are filled up to a multiple of this; default 1. */
  readonly padToMultipleOf?: number | undefined;
  /** `"int32"` (default), or `"int64"` for a `BigInt64Array`, which most models exported to ONNX take. */
  readonly dtype?: "int32" | "int64" | undefined;
}

const OPTIONS = [
  "allowedSpecial",
  "disallowedSpecial",
  "addSpecialTokens",
  "padding",
  "maxLength",
  "truncation",
  "paddingSide",
  "truncationSide",
  "padToMultipleOf",
  "dtype",
] as const;

/** What a tokenizer brings along. */
export interface RowMaker {
  readonly config: TokenizerConfig;
  readonly padding: FilePadding;
  readonly padToken: number | undefined;
  ids(text: string, isText: IsText): Int32Array;
  layout(texts: number, addsSpecial: boolean): Layout;
}

/** @throws HfError */
export function batchRows(
  texts: readonly (string | readonly [string, string])[],
  options: BatchOptions | undefined,
  maker: RowMaker,
): EncodedRows<RowTensor> | EncodedRows<RowTensor64> {
  const checked = checkOptions(options, OPTIONS);
  const { addSpecialTokens = false, truncation = false, padding = "longest", padToMultipleOf = 1 } = checked;
  checkBoolean(fail, "addSpecialTokens", addSpecialTokens);
  checkBoolean(fail, "truncation", truncation);
  const { dtype = "int32" } = checked;
  checkOneOf("dtype", dtype, ["int32", "int64"]);
  checkOneOf("padding", padding, ["longest", "max_length", true, false]);
  const needsLimit = truncation || padding === "max_length";
  const { maxLength = needsLimit ? modelMaxLength(maker.config) : undefined } = checked;
  if (maxLength !== undefined) checkLimit("maxLength", maxLength);
  else if (needsLimit)
    throw invalidOption(
      fail,
      "maxLength",
      maxLength,
      "the number of ids in a row, as the config has no model_max_length",
    );
  if (padding === "max_length" && maxLength === Infinity)
    throw invalidOption(
      fail,
      "maxLength",
      maxLength,
      'an integer: with padding "max_length", rows are filled up to that length',
    );
  const multiple = checkLimit("padToMultipleOf", padToMultipleOf);
  if (multiple === 0 || multiple === Infinity)
    throw invalidOption(fail, "padToMultipleOf", padToMultipleOf, "an integer of at least 1");
  const { paddingSide = sideOf(maker, "padding_side"), truncationSide = sideOf(maker, "truncation_side") } = checked;
  checkOneOf("paddingSide", paddingSide, ["left", "right"]);
  checkOneOf("truncationSide", truncationSide, ["left", "right"]);
  if (!Array.isArray(texts))
    throw new HfError("HF_INVALID_TEXT", `texts is ${describe(texts)}; expected an array of strings.`, { texts });

  const rows = Array.from(texts as readonly (string | readonly [string, string])[], (text, index) =>
    inPlace(index, () => {
      const parts = textsOf(text).map((part) => maker.ids(part, specialRules(checked, part)));
      const layout = maker.layout(parts.length, addSpecialTokens);
      const limit = maxLength ?? Infinity;
      const room = Math.max(0, limit - layout.added);
      const size = parts.reduce((sum, { length }) => sum + length, 0);
      if (truncation && layout.added > limit)
        throw fail(`maxLength is ${limit}, which is less than the ${layout.added} special tokens.`, "maxLength", limit);
      if (!truncation && size > room)
        throw fail(
          `the text has ${size + layout.added} ids, but maxLength is ${limit}; pass { truncation: true } to cut it.`,
          "maxLength",
          limit,
        );
      return fill(layout, truncation ? truncateIds(parts, room, truncationSide) : parts);
    }),
  );
  const length = rowLength(rows, padding === "max_length" ? maxLength! : 0, padToMultipleOf, padding === false);
  const isEven = rows.every(({ ids }) => ids.length === length);
  if (!isEven && maker.padToken === undefined)
    throw fail(
      'texts have different lengths, and the tokenizer has no pad token to fill rows up with. Pass a config with a "pad_token".',
      "padding",
      padding,
    );
  const filling = { length, side: paddingSide, id: maker.padToken ?? 0, typeId: maker.padding.typeId ?? 0 };
  try {
    const encoded = padded(rows, filling);
    return dtype === "int64" ? widened(encoded) : encoded;
  } catch (error) {
    // No array is that long, or there is no memory for it: a config may say anything of the longest row.
    if (!(error instanceof RangeError)) throw error;
    const option = padding === "max_length" ? "maxLength" : "padToMultipleOf";
    throw fail(`a batch of ${rows.length} rows of ${length} ids does not fit into memory.`, option, checked[option]);
  }
}

function rowLength(rows: readonly Row[], least: number, multiple: number, isFixed: boolean): number {
  const longest = rows.reduce((length, { ids }) => Math.max(length, ids.length), least);
  if (!isFixed) return Math.ceil(longest / multiple) * multiple;
  const other = rows.findIndex(({ ids }) => ids.length !== longest);
  if (other === -1) return longest;
  throw fail(
    `padding is false, but texts[${other}] has ${rows[other]!.ids.length} ids and another has ${longest}; leave padding out to fill rows up.`,
    "padding",
    false,
  );
}

function textsOf(text: string | readonly [string, string]): string[] {
  if (!Array.isArray(text)) return [checkText(text as string)];
  const [first, second, ...more] = text as string[];
  if (more.length > 0 || second === undefined)
    throw new HfError("HF_INVALID_TEXT", "a pair has two texts: expected a string or [string, string].", { text });
  return [checkText(first!), checkText(second)];
}

function sideOf({ config, padding }: RowMaker, name: "padding_side" | "truncation_side"): Side {
  const named = namedSide(config, name);
  if (named !== undefined || name === "truncation_side") return named ?? "right";
  return padding.side ?? "right";
}

/** An error says which text it is about. */
function inPlace<T>(index: number, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof HfError)) throw error;
    throw new HfError(error.code, wording`texts[${index}]: ${wordingOf(error)}`, {
      ...error.fields,
      batchIndex: index,
      cause: error,
    });
  }
}
