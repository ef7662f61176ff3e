/** A text that is too long with its start, its end or its middle cut away, and an ellipsis in that place. */
import { describe, invalidOption, type OptionError, wording } from "@windrow/core";
import type { SpecialTokenSelection } from "../special/special-tokens.ts";
import { characterStart, codePointStart } from "./characters.ts";
import type { SplitTokenizer } from "./split-by-tokens.ts";

/** Which part of a text is kept. */
export type KeptPart = "start" | "end" | "both";

/** How a text that is too long is cut. */
export interface TruncateOptions {
  /** The `"start"` (default), the `"end"`, or `"both"`, in which case the middle is cut away. */
  readonly keep?: KeptPart | undefined;
  /** What stands where the text is cut, such as `"…"` or `"\n[...]\n"`; its tokens count. Default none. */
  readonly ellipsis?: string | undefined;
  /** Special tokens in the text that count as one; default none. */
  readonly allowedSpecial?: SpecialTokenSelection | undefined;
}

export interface CheckedTruncate {
  readonly keep: KeptPart;
  readonly ellipsis: string;
}

export function checkTruncate(
  fail: OptionError,
  { keep = "start", ellipsis = "" }: Pick<TruncateOptions, "keep" | "ellipsis">,
): CheckedTruncate {
  if (!["start", "end", "both"].includes(keep)) throw invalidOption(fail, "keep", keep, '"start", "end" or "both"');
  if (typeof ellipsis !== "string") throw invalidOption(fail, "ellipsis", ellipsis, "a string");
  return { keep, ellipsis };
}

/**
 * At most `maxTokens` tokens, counted in the result as a whole; a text that has no more is left as it is.
 * @throws what `fail` makes, where the ellipsis alone has more
 */
export function truncateText(
  text: string,
  maxTokens: number,
  { keep, ellipsis }: CheckedTruncate,
  tokenizer: SplitTokenizer,
  fail: OptionError,
): string {
  if (tokenizer.truncate(text, maxTokens).length === text.length) return text;
  const own = tokenizer.count(ellipsis);
  if (own > maxTokens)
    throw fail(
      wording`${{ option: "ellipsis" }} is ${describe(ellipsis)}, ${own} tokens; expected at most ${{ option: "maxTokens" }}, which is ${maxTokens}.`,
      "ellipsis",
      ellipsis,
    );
  // Side by side, parts may have a token more than each by itself.
  for (let most = maxTokens - own; most > 0; most--) {
    const first = keep === "both" ? Math.ceil(most / 2) : most;
    const start = keep === "end" ? "" : startOf(text, first, tokenizer);
    const end = keep === "start" ? "" : endOf(text, keep === "both" ? most - first : most, tokenizer);
    const cut = start + ellipsis + end;
    if (tokenizer.count(cut) <= maxTokens) return cut;
  }
  return ellipsis;
}

function startOf(text: string, most: number, { count, truncate }: SplitTokenizer): string {
  for (let end = truncate(text, most).length; ; end--) {
    end = characterStart(text, end);
    const start = text.slice(0, end);
    // A token may be more than one by itself where a part of it was left out.
    if (end === 0 || count(start) <= most) return start;
  }
}

/** Units of the text that a token has at first sight, and units before the end that is looked for. */
const UNITS_PER_TOKEN = 8;
const MARGIN = 128;

/** The end of a text, from a place where a token and a character begin; no more of the text is encoded than it takes. */
function endOf(text: string, most: number, { count, starts }: SplitTokenizer): string {
  if (most === 0) return "";
  for (let units = MARGIN + UNITS_PER_TOKEN * most; ; units *= 2) {
    const from = codePointStart(text, Math.max(0, text.length - units));
    const part = text.slice(from);
    const places = starts(part);
    const first = places.length - most;
    if (from > 0 && (first < 0 || places[first]! < MARGIN)) continue;
    for (let i = Math.max(0, first); i < places.length; i++) {
      const place = from + places[i]!;
      const end = text.slice(place);
      if (characterStart(text, place) === place && count(end) <= most) return end;
    }
    return "";
  }
}
