/** Random texts for differential tests: the same seed gives the same texts. */
import { mulberry32 } from "../../tools/mulberry32.mjs";

/** Alphabets that meet in real text and at the borders of Unicode's classes. */
const ALPHABETS: readonly string[] = [
  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
  " \t\n\r\v\f",
  "\u0085\u00a0\u001c\u001d\u001e\u001f\u2003\u2028\u3000\ufeff\u200b",
  "0123456789\u0661\u00b2\u2167\u4e00",
  ".,:;?!_\"'()-/\\@#<>|",
  "\u00e9\u00df\u0130\u017f\u01c5\u0301\u4e2d\u6587\u3042\u05d0\u0627\u{1d49c}",
  "\u{1f600}\u{1f468}\u200d\u{1f469}\ue000\uffff\ud800\udc00",
];

/**
 * `count` texts of up to `maxLength` symbols. Runs of one alphabet are common, as in real text.
 * @param words pieces that are mixed in whole, such as `<|endoftext|>` or `--`
 */
export function seededTexts(
  seed: number,
  count: number,
  { maxLength = 40, words = [] as readonly string[] } = {},
): string[] {
  const random = mulberry32(seed);
  const pick = <T>(from: ArrayLike<T>): T => from[Math.floor(random() * from.length)]!;
  return Array.from({ length: count }, () => {
    const length = Math.floor(random() * (maxLength + 1));
    let text = "";
    let symbols = [...pick(ALPHABETS)];
    for (let i = 0; i < length; i++) {
      if (random() < 0.3) symbols = [...pick(ALPHABETS)];
      text += words.length > 0 && random() < 0.1 ? pick(words) : pick(symbols);
    }
    return text;
  });
}
