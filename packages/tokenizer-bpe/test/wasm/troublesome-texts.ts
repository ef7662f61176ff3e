/**
 * Random texts of what the patterns, the blocks of 64 bytes and the tables of pieces treat in ways of their own. The
 * same random numbers make the same texts.
 */
import { TRICKY_WORDS } from "../families.ts";

type Random = () => number;

const characters = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i));

/** All white space, and what looks like it. */
const SPACES: readonly string[] = [
  ..." \t\n\r\v\f\u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000",
  ...characters(0x2000, 0x200a),
  ..."\u001c\u001f\u180e\u200b\u200d\u2060\ufeff",
];
const LINE_ENDS: readonly string[] = [
  "\n",
  "\r",
  "\r\n",
  "\n\n",
  "\n\r",
  " \n",
  "\n ",
  "\t\r\n",
  "\n/",
  "/\n",
  "//\r/",
  "!\n/",
];
const SUFFIXES = ["s", "t", "d", "m", "re", "ve", "ll"].flatMap((suffix) => casesOf(suffix));
/** U+017F is an s where case does not count; U+212A is a k, and no suffix. */
const APOSTROPHES: readonly string[] = [
  "'",
  "''",
  "\u2019",
  ...[...SUFFIXES, "\u017f", "\u017fs", "\u212a", "l", "L", "v", "R", "lx", "rv", "sS", "\u0131"].map(
    (suffix) => `'${suffix}`,
  ),
];
const UPPER: readonly string[] = [..."AZTSBQ", ..."\u00c5\u0130\u03a9\u0416\u1e9e\u{10400}\u{1d49c}"];
const LOWER: readonly string[] = [..."aztsbqe", ..."\u00e9\u00df\u0131\u017f\u0149\u03c9\u0436\u{10428}\ua7c1"];
/** Titlecase, modifier and other letters, and marks: of both cases for o200k. */
const UNCASED: readonly string[] = [
  ..."\u01c5\u01c8\u1f88\u02b0\u02bc\u2071\u3005\u{10780}\u00aa\u01bb\u05d0\u0627\u0e01\u3042\u4e2d\u6587\uac00\u{20000}",
];
const MARKS: readonly string[] = [..."\u0301\u0308\u0903\u093f\u0e31\u20dd\u3099\ufe0f\u{1d165}\u{e0100}"];
const DIGITS: readonly string[] = [
  ..."0123456789",
  ..."\u0661\u06f2\u0967\u00b2\u00bd\u0bf0\u2167\u3007\u3280\u{1d7d8}",
];
const SIGNS: readonly string[] = [
  ...'!?.,-_()#@<>|\\/*="`~$%&+^',
  ..."\u00b7\u00ad\u20ac\u3002\uff01\u{1f600}\u{1f468}\u{1f3fd}\ue000\uffff\u{10ffff}\u0378",
];
const CONTROLS: readonly string[] = [...characters(0, 8), ...characters(14, 31), ...characters(0x7f, 0x9f)];
/** Lone surrogates become U+FFFD, pairs stay. */
const SURROGATES: readonly string[] = ["\ud800", "\udc00", "\udbff", "\udfff", "\udc00\ud800", "\ufffd", "\u{1f600}"];
const WORDS: readonly string[] = [
  ...TRICKY_WORDS,
  ..." the| of| and|ing|tion| hello|World| international|ization|NASA|eBook|McDonald|iPhone|function|return|    |==|--|://|</|>\n".split(
    "|",
  ),
  ..." \u043f\u0440\u0438\u0432\u0435\u0442|\u4e2d\u6587\u5b57|\u65e5\u672c\u8a9eABC|ABC\u4e2d\u6587|\u0645\u0631\u062d\u0628\u0627|\u0928\u092e\u0938\u094d\u0924\u0947|\ud55c\uad6d\uc5b4|e\u0301A\u0301|\u4e9a\u6d32AV".split(
    "|",
  ),
  "<|endoftext|>",
];
const KINDS: readonly (readonly string[])[] = [
  SPACES,
  LINE_ENDS,
  APOSTROPHES,
  UPPER,
  LOWER,
  UNCASED,
  MARKS,
  DIGITS,
  SIGNS,
  CONTROLS,
  SURROGATES,
  WORDS,
];

/** Where the keys of the tables, the longest pieces that they have, and blocks change their ways. */
const LENGTHS = [1, 3, 7, 8, 9, 15, 16, 17, 24, 25, 31, 32, 33, 60, 61, 62, 63, 64, 65, 127, 128, 129, 255, 256, 257];

/** A text of two or three kinds of characters, in runs, with some of all other kinds in between. */
export function troublesomeText(random: Random): string {
  const theme = Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(random, KINDS));
  let text = random() < 0.2 ? exactPiece(random) : "";
  // To where the trouble meets the end of a block.
  if (random() < 0.2) text += filler(random, 50 + Math.floor(random() * 20));
  // Half of them end within a block; the others have several.
  const symbols = Math.floor(random() * (random() < 0.5 ? 12 : 90));
  for (let i = 0; i < symbols; i++) {
    const chance = random();
    if (chance < 0.02) text += exactPiece(random);
    else if (chance < 0.1) text += pick(random, SPACES).repeat(1 + Math.floor(random() * 4));
    else {
      const symbol = pick(random, pick(random, chance < 0.85 ? theme : KINDS));
      text += random() < 0.1 ? symbol.repeat(1 + Math.floor(random() * 6)) : symbol;
    }
  }
  return text;
}

/** So many bytes of words that every pattern splits at their spaces, which a block knows for certain. */
function filler(random: Random, bytes: number): string {
  let text = "";
  while (text.length < bytes) text += `${"abcdefghijkl".slice(0, 1 + Math.floor(random() * 12))} `;
  return text.slice(0, bytes - 1) + pick(random, [..."a Z!1'"]);
}

/** A run that is a piece for some pattern, of a length in bytes at which something changes, with an end that may be taken for one. */
function exactPiece(random: Random): string {
  const length = pick(random, LENGTHS);
  const kind = pick(random, [LOWER, UPPER, SIGNS, CONTROLS, UNCASED, ["a"], ["A"], [" "], ["\0"], ["1"]]);
  let piece = random() < 0.3 ? " " : "";
  let bytes = piece.length;
  const repeated = random() < 0.3 ? pick(random, kind) : undefined;
  while (bytes < length) {
    const symbol = repeated ?? pick(random, kind);
    const size = Buffer.byteLength(symbol);
    if (bytes + size > length) break;
    piece += symbol;
    bytes += size;
  }
  // What is read as a length at the end of a key of 8 or 16 bytes.
  return random() < 0.3 ? piece.slice(0, -1) + String.fromCodePoint(Math.floor(random() * 18)) : piece;
}

/** Bytes that are not UTF-8, or are by chance: those of a text with some changed, lost or more, or whatever. */
export function troublesomeBytes(random: Random): Uint8Array {
  if (random() < 0.2) return Uint8Array.from({ length: Math.floor(random() * 200) }, () => Math.floor(random() * 256));
  let bytes = [...Buffer.from(troublesomeText(random))];
  for (let changes = 1 + Math.floor(random() * 4); changes > 0; changes--) {
    const at = Math.floor(random() * (bytes.length + 1));
    const chance = random();
    if (chance < 0.3) bytes.splice(at, 1);
    else if (chance < 0.6) bytes.splice(at, 0, pick(random, ODD_BYTES));
    else if (chance < 0.9) bytes.splice(at, 1, Math.floor(random() * 256));
    else bytes = bytes.slice(0, at);
  }
  return Uint8Array.from(bytes);
}

/** First bytes without the rest, rests without the first, what UTF-8 never has, and what stands for a text's end. */
const ODD_BYTES = [
  0x80, 0xbf, 0xc0, 0xc1, 0xc3, 0xc5, 0xdf, 0xe0, 0xe2, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xf8, 0xfe, 0xff,
];

function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)]!;
}

function casesOf(word: string): string[] {
  if (word.length === 1) return [word, word.toUpperCase()];
  return casesOf(word.slice(1)).flatMap((rest) => [word[0] + rest, word[0]!.toUpperCase() + rest]);
}
