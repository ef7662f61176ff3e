/**
 * The bytes of a text as printable characters, GPT-2's way, split by its pattern or not at all. With `addsSpace` a
 * space is put before each text that does not begin with one.
 */
import type { AlignedText, Change } from "../aligned/aligned-text.ts";
import { CHARACTERS } from "../characters/byte-characters.ts";
import type { Pattern } from "../patterns/pattern.ts";
import { regexPattern } from "../patterns/regex-pattern.ts";
import type { PreTokenizer } from "./pre-tokenizer.ts";
import { endsBy, splitBy } from "./split-behavior.ts";

/** GPT-2's pattern, in Oniguruma's syntax. */
const GPT2 = String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`;
let gpt2: Pattern | undefined;
/** What it splits by. */
export const wordPattern = (): Pattern => (gpt2 ??= regexPattern(GPT2));
const utf8 = /* @__PURE__ */ new TextEncoder();

export class ByteLevel implements PreTokenizer {
  readonly addsSpace: boolean;
  readonly splits: boolean;
  readonly writesBytes = true;
  readonly ends: ((text: string) => Iterable<number>) | undefined;

  constructor(addsSpace: boolean, splits: boolean) {
    this.addsSpace = addsSpace;
    this.splits = splits;
    if (!addsSpace) this.ends = (text) => (splits ? endsBy(text, wordPattern(), "Isolated", false) : wholeOf(text));
  }

  *split(piece: AlignedText): Iterable<AlignedText> {
    const spaced = this.addsSpace && !piece.text.startsWith(" ") ? withSpace(piece) : piece;
    const words = this.splits ? splitBy(spaced, wordPattern(), "Isolated", false) : [spaced];
    for (const word of words) yield asBytes(word);
  }
}

const wholeOf = (text: string): number[] => (text === "" ? [] : [text.length]);

function withSpace(piece: AlignedText): AlignedText {
  const [first, ...others] = piece.text;
  if (first === undefined) return piece;
  return piece.change([[" ", 0], [first, 1], ...others.map((character): Change => [character, 0])]);
}

function asBytes(word: AlignedText): AlignedText {
  const changes: Change[] = [];
  for (const character of word.text) {
    let change = 0;
    for (const byte of utf8.encode(character)) {
      changes.push([CHARACTERS[byte]!, change]);
      change = 1;
    }
  }
  return word.change(changes);
}
