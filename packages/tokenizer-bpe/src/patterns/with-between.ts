/** Patterns that isolate what they match: what lies between two matches is a piece, too. */

/** Matches at every place what the expression matches, or else text in which it matches nowhere. Sticky. */
export function withBetween({ source }: RegExp): RegExp {
  // Its groups have names, which may stand once.
  const again = source.replace(/(\(\?<|\\k<)a(\d+)>/g, "$1b$2>");
  return new RegExp(`${source}|(?:(?!${again})[^])+`, "uy");
}
