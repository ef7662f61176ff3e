/** A list of texts in slices, which threads take one after another. */

/** UTF-16 units of a slice: some milliseconds of work, beside which a message costs nothing. */
const SLICE_UNITS = 2 ** 19;

/** Texts that stand beside each other in the list. */
export interface TextSlice {
  /** The index of the first. */
  readonly start: number;
  /** Behind the last. */
  readonly end: number;
}

export function sliceTexts(texts: readonly string[], most: number = SLICE_UNITS): TextSlice[] {
  const slices: TextSlice[] = [];
  let units = 0;
  let start = 0;
  for (let i = 0; i < texts.length; i++) {
    units += texts[i]!.length;
    if (units < most) continue;
    slices.push({ start, end: i + 1 });
    [units, start] = [0, i + 1];
  }
  if (start < texts.length) slices.push({ start, end: texts.length });
  return slices;
}
