/** Texts that make a splitter go back, or look ahead, as far as it can: each repeated as often as asked. */
export const WORST_CASES: readonly string[] = [
  " \n",
  "\n ",
  "\r\n\t ",
  "   \n   x",
  "\u3000\u00a0\n",
  "'",
  "'s'S",
  "a'",
  "'ll've'RE",
  "'l",
  "'\u017f",
  "1",
  "1 2",
  "12a3",
  "a\u0301",
  "\u0301",
  "\u0301A",
  "Aa\u02b0",
  "\u02b0\u4e2dA",
  "A",
  "aB",
  "!\n",
  " !",
  "/\n/",
  "\ud800",
  "\udc00\ud800",
  "\ud800 ",
  "\u{1f600}\u200d",
];

/** Ends that a splitter has to see before it knows. */
export const ENDS: readonly string[] = ["", "x", " ", "\n", "!", "'"];
