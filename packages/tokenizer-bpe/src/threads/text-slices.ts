/** A list of texts in slices, which threads take one after another. */

/** Cost of a slice: some milliseconds of work, beside which a message costs nothing. */
const SLICE_COST = 2 ** 19;
/** What one more text costs beside its UTF-16 units, so that a slice of empty texts has an end. */
const TEXT_COST = 64;

/** Texts that stand beside each other in the list. */
export interface TextSlice {
  /** The index of the first. */
  readonly start: number;
  /** Behind the last. */
  readonly end: number;
}

export interface SlicedTexts {
  readonly slices: readonly TextSlice[];
  /** Cost of all texts, about one for each UTF-16 unit. */
  readonly cost: number;
}

/** A text longer than a slice is one by itself. */
export function sliceTexts(texts: readonly string[]): SlicedTexts {
  const slices: TextSlice[] = [];
  let total = 0;
  let cost = 0;
  let start = 0;
  for (let i = 0; i < texts.length; i++) {
    cost += texts[i]!.length + TEXT_COST;
    if (cost < SLICE_COST) continue;
    slices.push({ start, end: i + 1 });
    total += cost;
    [cost, start] = [0, i + 1];
  }
  if (start < texts.length) slices.push({ start, end: texts.length });
  return { slices, cost: total + cost };
}
