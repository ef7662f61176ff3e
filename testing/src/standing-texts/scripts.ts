/**
 * Words and lines in the scripts of Unicode, with their marks, digits and punctuation, and what meets between
 * them: emoji of several code points, every kind of white space, controls, private and non-characters. All ranges
 * have had their class since Unicode 11 or before, so that the references of any later version agree on them.
 * There are no lone surrogates: the reference implementations read the text as UTF-8.
 */
import { type TextDraw, textDraw } from "./draw-from.ts";

/** First and last code points of letters; some scripts add marks that follow a letter, and digits. */
interface Script {
  readonly letters: readonly (readonly [first: number, last: number])[];
  readonly marks?: readonly number[];
  /** The code point of the script's zero. */
  readonly zero?: number;
  /** Written without spaces between words. */
  readonly isDense?: boolean;
}

const SCRIPTS: readonly Script[] = [
  { letters: [[0x61, 0x7a]], zero: 0x30 },
  {
    letters: [
      [0x41, 0x5a],
      [0x61, 0x7a],
      [0xc0, 0xd6],
      [0xd8, 0xf6],
      [0xf8, 0x17f],
    ],
    marks: [0x300, 0x301, 0x308, 0x327],
    zero: 0x30,
  },
  // Titlecase and modifier letters, and letters that change their length with their case.
  {
    letters: [
      [0x1c4, 0x1cc],
      [0x1f1, 0x1f3],
      [0x2b0, 0x2b8],
      [0x130, 0x131],
      [0x17f, 0x17f],
      [0x1e00, 0x1e95],
      [0xdf, 0xdf],
    ],
  },
  {
    letters: [
      [0x391, 0x3a1],
      [0x3a3, 0x3ce],
      [0x1f00, 0x1f07],
    ],
    marks: [0x301, 0x342],
    zero: 0x30,
  },
  {
    letters: [
      [0x410, 0x44f],
      [0x451, 0x45f],
    ],
    marks: [0x301],
    zero: 0x30,
  },
  {
    letters: [
      [0x531, 0x556],
      [0x561, 0x586],
    ],
  },
  { letters: [[0x5d0, 0x5ea]], marks: [0x5b0, 0x5b4, 0x5b7, 0x5bc, 0x5c1] },
  {
    letters: [
      [0x627, 0x63a],
      [0x641, 0x64a],
      [0x67e, 0x67e],
      [0x6a9, 0x6a9],
    ],
    marks: [0x64b, 0x64e, 0x651, 0x670],
    zero: 0x660,
  },
  {
    letters: [
      [0x905, 0x914],
      [0x915, 0x939],
    ],
    marks: [0x93e, 0x93f, 0x940, 0x947, 0x94d, 0x902],
    zero: 0x966,
  },
  {
    letters: [
      [0x993, 0x9a8],
      [0x9aa, 0x9b0],
    ],
    marks: [0x9be, 0x9bf, 0x9cd],
    zero: 0x9e6,
  },
  {
    letters: [
      [0xb95, 0xb95],
      [0xb99, 0xb9a],
      [0xbae, 0xbb9],
    ],
    marks: [0xbbe, 0xbbf, 0xbcd],
    zero: 0xbe6,
  },
  {
    letters: [
      [0xe01, 0xe30],
      [0xe40, 0xe46],
    ],
    marks: [0xe31, 0xe34, 0xe48, 0xe49],
    zero: 0xe50,
    isDense: true,
  },
  { letters: [[0x10d0, 0x10f0]] },
  { letters: [[0x1200, 0x1246]] },
  { letters: [[0x1780, 0x17a2]], marks: [0x17b6, 0x17b7, 0x17d2], zero: 0x17e0, isDense: true },
  {
    letters: [
      [0x3041, 0x3096],
      [0x30a1, 0x30fa],
      [0x30fc, 0x30fc],
      [0x4e00, 0x4fff],
    ],
    marks: [0x3099],
    zero: 0xff10,
    isDense: true,
  },
  { letters: [[0x4e00, 0x9fa5]], isDense: true },
  { letters: [[0xac00, 0xd7a3]] },
  // Beyond the first plane: old scripts, mathematical letters, rare ideographs.
  {
    letters: [
      [0x10400, 0x1044f],
      [0x10330, 0x1034a],
    ],
  },
  {
    letters: [
      [0x1d400, 0x1d454],
      [0x1d4d0, 0x1d503],
    ],
    zero: 0x1d7ce,
  },
  { letters: [[0x20000, 0x200ff]], isDense: true },
];

const SPACES = [
  " ",
  " ",
  " ",
  "\n",
  "\r\n",
  "\t",
  "\u000b",
  "\f",
  "\u001c",
  "\u001f",
  "\u0085",
  "\u00a0",
  "\u1680",
  "\u2003",
  "\u2009",
  "\u2028",
  "\u2029",
  "\u202f",
  "\u205f",
  "\u3000",
];
/** Characters that look like white space, or like nothing, and are none. */
const FORMATS = ["\ufeff", "\u200b", "\u200d", "\u2060", "\u180e", "\u00ad", "\u200f"];
const SIGNS = [..."-.,;:!?'\"()/@#&*_%$€£«»„“”’¿¡…—、。，！？「」؟،۔।၊·†§°±×÷≠∞→↔■©®™"];
const NUMBERS = ["\u00b2", "\u00bd", "\u2167", "\u2460", "\u4e09", "\u3007", "\u0bf0", "\u2189"];
const EMOJI = [
  "\u{1f600}",
  "\u{1f469}\u200d\u{1f33e}",
  "\u{1f468}\u200d\u{1f469}\u200d\u{1f467}",
  "\u{1f1ef}\u{1f1f5}",
  "\u{1f44d}\u{1f3fd}",
  "\u2764\ufe0f",
  "1\ufe0f\u20e3",
  "\u{1f3f3}\ufe0f\u200d\u{1f308}",
];
const OTHERS = [
  "\u0000",
  "\u0007",
  "\u001b[0m",
  "\u007f",
  "\u009b",
  "\ufffd",
  "\ue000",
  "\uffff",
  "\u{f0000}",
  "\u{10ffff}",
];

/** @param length the text ends with the first line that reaches it, in UTF-16 units */
export function scriptsText(seed: number, length: number): string {
  const draw = textDraw(seed);
  let text = "";
  while (text.length < length) {
    // Words are few and come back, as they do in a real text: a tokenizer has something to learn.
    const script = draw.of(SCRIPTS);
    const words = Array.from({ length: draw.between(3, 12) }, () => wordIn(script, draw));
    for (let line = draw.between(1, 6); line > 0; line--) text += lineOf(script, words, draw);
  }
  return text;
}

function lineOf(script: Script, words: readonly string[], draw: TextDraw): string {
  let line = "";
  for (let i = draw.between(2, 14); i > 0; i--) {
    line += draw.chance(1, 12) ? numberIn(script, draw) : draw.of(words);
    if (draw.chance(1, 6)) line += draw.of(SIGNS).repeat(draw.chance(1, 8) ? draw.between(2, 5) : 1);
    if (draw.chance(1, 25)) line += draw.of(EMOJI);
    if (draw.chance(1, 60)) line += draw.of(FORMATS);
    if (draw.chance(1, 120)) line += draw.of(OTHERS);
    if (script.isDense !== true || draw.chance(1, 10))
      line += draw.chance(1, 12) ? draw.of(SPACES).repeat(draw.between(1, 3)) : " ";
  }
  return line + draw.of(["\n", "\n", "\n\n", " \n", "\r\n"]);
}

function wordIn({ letters, marks }: Script, draw: TextDraw): string {
  let word = "";
  for (let i = draw.between(1, 8); i > 0; i--) {
    const [first, last] = draw.of(letters);
    word += String.fromCodePoint(draw.between(first, last));
    if (marks !== undefined && draw.chance(1, 5)) word += String.fromCodePoint(draw.of(marks));
  }
  return word;
}

function numberIn({ zero }: Script, draw: TextDraw): string {
  if (zero === undefined || draw.chance(1, 6)) return draw.of(NUMBERS);
  return Array.from({ length: draw.between(1, 7) }, () => String.fromCodePoint(zero + draw.below(10))).join("");
}
