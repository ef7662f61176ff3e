/**
 * Classes of characters by which grapheme clusters are found (Unicode Standard Annex 29), as huggingface/tokenizers 0.23
 * has them: those of Unicode 17, by the engine's own properties and what differs. Found by asking the library about each
 * code point; consonants and linkers (Indic_Conjunct_Break) are in no property of engines.
 */
import { classOf } from "./class-of.ts";

/** A character of no other class: there is a boundary between any two of these. */
export const PLAIN = 1;
export const CR = 2;
export const LF = 3;
export const CONTROL = 4;
/** Goes with the character before it. */
export const EXTEND = 5;
/** The same, and two consonants with one between are one cluster. */
export const LINKER = 6;
/** As `EXTEND`, but two consonants with one between are apart. */
export const SPACING = 7;
export const JOINER = 8;
/** Goes with the character behind it. */
export const PREPEND = 9;
export const REGIONAL = 10;
export const CONSONANT = 11;
export const PICTOGRAPH = 12;
export const HANGUL_L = 13;
export const HANGUL_V = 14;
export const HANGUL_T = 15;
export const HANGUL_LV = 16;
export const HANGUL_LVT = 17;

const one = (source: string): RegExp => new RegExp(`^${source}$`, "u");
const EXTENDING = "[\\p{Grapheme_Extend}\\p{Emoji_Modifier}]";

/** The first that a character is in is its class. */
const listed = (): (readonly [kind: number, is: RegExp])[] => [
  [CR, one("\\r")],
  [LF, one("\\n")],
  [JOINER, one("\\u200d")],
  [
    LINKER,
    one(
      classOf("94d 9cd acd b4d c4d d4d 1039 17d2 1a60 1b44 1bab a9c0 aaf6 10a3f 11133 113d0 1193e 11a47 11a99 11f42"),
    ),
  ],
  [
    PREPEND,
    one(classOf("600-605 6dd 70f 890-891 8e2 d4e 110bd 110cd 111c2-111c3 113d1 1193f 11941 11a84-11a89 11d46 11f02")),
  ],
  [
    CONSONANT,
    one(
      classOf(
        "915-939 958-95f 978-97f 995-9a8 9aa-9b0 9b2 9b6-9b9 9dc-9dd 9df 9f0-9f1 a95-aa8 aaa-ab0 ab2-ab3 ab5-ab9 af9 " +
          "b15-b28 b2a-b30 b32-b33 b35-b39 b5c-b5d b5f b71 c15-c28 c2a-c39 c58-c5a d15-d3a 1000-102a 103f 1050-1055 " +
          "105a-105d 1061 1065-1066 106e-1070 1075-1081 108e 1780-17b3 1a20-1a54 1b0b-1b0c 1b13-1b33 1b45-1b4c " +
          "1b83-1ba0 1bae-1baf 1bbb-1bbd a989-a98b a98f-a9b2 a9e0-a9e4 a9e7-a9ef a9fa-a9fe aa60-aa6f aa71-aa73 aa7a " +
          "aa7e-aa7f aae0-aaea abc0-abda 10a00 10a10-10a13 10a15-10a17 10a19-10a35 11103-11126 11144 11147 " +
          "11380-11389 1138b 1138e 11390-113b5 11900-11906 11909 1190c-11913 11915-11916 11918-1192f 11a00 " +
          "11a0b-11a32 11a50 11a5c-11a83 11f04-11f10 11f12-11f33",
      ),
    ),
  ],
  [HANGUL_L, one("[\\u1100-\\u115f\\ua960-\\ua97c]")],
  [HANGUL_V, one("[\\u1160-\\u11a7\\ud7b0-\\ud7c6\\u{16d63}\\u{16d67}-\\u{16d6a}]")],
  [HANGUL_T, one("[\\u11a8-\\u11ff\\ud7cb-\\ud7fb]")],
  [REGIONAL, one("\\p{Regional_Indicator}")],
  // Before what extends: two consonants stay apart where this one stands between.
  [SPACING, one("\\u200c")],
  [EXTEND, one(EXTENDING)],
  [
    CONTROL,
    one(
      "[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\u2065\\ufff0-\\ufff8\\u{e0000}\\u{e0002}-\\u{e001f}\\u{e0080}-\\u{e00ff}\\u{e01f0}-\\u{e0fff}]",
    ),
  ],
  [
    SPACING,
    one(
      `(?!${classOf(
        "102b-102c 1038 1062-1064 1067-106d 1083 1087-108c 108f 109a-109c 1a61 1a63-1a64 aa7b aa7d 11720-11721",
      )})[\\p{Mc}\\u0e33\\u0eb3]`,
    ),
  ],
  [PICTOGRAPH, one("\\p{Extended_Pictographic}")],
];

/** Code points that are remembered once they are asked for: behind them are ideographs and marks for variants. */
const KNOWN = 0x20000;
let classes: (readonly [kind: number, is: RegExp])[] | undefined;
let table: Uint8Array | undefined;

/** The class of a code point: one of the constants here. */
export function graphemeClass(code: number): number {
  if (code >= KNOWN && code < 0xe0000) return PLAIN;
  table ??= new Uint8Array(KNOWN);
  const known = table[code];
  if (known !== undefined && known !== 0) return known;
  const kind = classOfCode(code);
  if (code < KNOWN) table[code] = kind;
  return kind;
}

function classOfCode(code: number): number {
  if (code >= 0xac00 && code < 0xd7a4) return (code - 0xac00) % 28 === 0 ? HANGUL_LV : HANGUL_LVT;
  const character = String.fromCodePoint(code);
  classes ??= listed();
  return classes.find(([, is]) => is.test(character))?.[0] ?? PLAIN;
}
