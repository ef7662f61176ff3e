/**
 * Normal forms of texts with long runs of combining marks, which engines sort one by one: a hundred thousand of them take
 * V8 ten seconds. Such runs go another way, in time that grows with their length.
 */

/** Marks of a run that is long: V8 takes a few milliseconds for so many. */
const LONG = 1000;
const longRuns = /* @__PURE__ */ new RegExp(`\\p{M}{${LONG},}`, "gu");
const mark = /^\p{M}/u;
/** No character below is a mark or composed with what is before it. */
const FIRST_MARK = 0x300;

/**
 * @param normalize the form of a text without such runs
 * @param normalizeRun that of a text with one, however long
 */
export function withLongRuns(
  text: string,
  normalize: (text: string) => string,
  normalizeRun: (text: string) => string,
): string {
  if (!mayHaveLongRun(text)) return normalize(text);
  let result = "";
  let done = 0;
  for (const { 0: run, index } of text.matchAll(longRuns)) {
    // With what its first marks may be composed with. Behind a run nothing is: its marks stand between.
    let start = index;
    while (start > done && text.charCodeAt(start - 1) >= FIRST_MARK) start--;
    if (start > done) start--;
    const end = index + run.length;
    result += normalize(text.slice(done, start)) + normalizeRun(text.slice(start, end));
    done = end;
  }
  return result + normalize(text.slice(done));
}

/** A long run has a mark at one of the places that are so far apart. */
function mayHaveLongRun(text: string): boolean {
  for (let at = LONG - 1; at < text.length; at += LONG) {
    const isLowHalf = (text.charCodeAt(at) & 0xfc00) === 0xdc00;
    if (mark.test(text.slice(isLowHalf ? at - 1 : at, at + 2))) return true;
  }
  return false;
}
