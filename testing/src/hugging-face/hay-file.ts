/** A small tokenizer.json of byte-level BPE, in the shapes that those who write such files give it, right and wrong. */

/** GPT-2's characters of the bytes, in its order: the printable bytes stand for themselves, the others come after them. */
const CHARACTERS = Array.from({ length: 256 }, (_, byte) => byte)
  .filter((byte) => (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte !== 0xad))
  .concat(Array.from({ length: 68 }, (_, i) => 256 + i))
  .map((unit) => String.fromCharCode(unit));

const TOKENS = [...CHARACTERS, "ha", "hay", "Ġhay", "Ġt", "Ġth", "éé"];
export const HAY_MERGES: readonly (readonly [string, string])[] = [
  ["h", "a"],
  ["ha", "y"],
  ["Ġ", "hay"],
  ["Ġ", "t"],
  ["Ġt", "h"],
  ["é", "é"],
];
const FLAGS = { special: true, single_word: false, lstrip: false, rstrip: false, normalized: false };

export interface HayShape {
  readonly vocab?: Readonly<Record<string, number>>;
  readonly merges?: readonly unknown[];
  readonly added?: readonly HayToken[];
  readonly indent?: number;
  /** Other characters are escaped. */
  readonly isAscii?: boolean;
}

/** An entry of `added_tokens`. */
export interface HayToken {
  readonly id: number;
  readonly content: string;
}

export function specialHayToken(content: string, id: number): HayToken {
  return { id, content, ...FLAGS };
}

export const HAY_VOCAB: Readonly<Record<string, number>> = Object.fromEntries(TOKENS.map((token, id) => [token, id]));

/** The text of the file. */
export function writeHayFile({
  vocab = HAY_VOCAB,
  merges = HAY_MERGES,
  added = [],
  indent,
  isAscii,
}: HayShape = {}): string {
  const step = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true };
  const model = { type: "BPE", vocab, merges };
  const text = JSON.stringify({ added_tokens: added, pre_tokenizer: step, decoder: step, model }, null, indent);
  return isAscii === true ? inAscii(text) : text;
}

/** JSON as Python's json.dump writes it. */
export function inAscii(json: string): string {
  return json.replace(/[^\0-~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

const REVERSED = Object.fromEntries(TOKENS.map((token, id) => [token, TOKENS.length - id + 3]));
/** With whether the lists are plain, and so can be read from the bytes of the file without JSON.parse. */
export const HAY_SHAPES: readonly (readonly [name: string, shape: HayShape, isPlain: boolean])[] = [
  ["as pairs", {}, true],
  ["as texts", { merges: HAY_MERGES.map((pair) => pair.join(" ")) }, true],
  ["indented", { indent: 2 }, true],
  ["in ASCII alone, as Python's json.dump writes", { isAscii: true }, true],
  ["ids in another order, with holes", { vocab: REVERSED }, true],
  ["no merges", { vocab: Object.fromEntries(CHARACTERS.map((one, id) => [one, id])), merges: [] }, true],
  [
    "special tokens among the others",
    {
      vocab: { "<s>": 300, ...HAY_VOCAB, "<|▁end|>": 301 },
      added: [specialHayToken("<s>", 300), specialHayToken("<|▁end|>", 301)],
    },
    true,
  ],
  ["a special token that is a byte", { added: [specialHayToken("h", 71)] }, true],
  ["a special token that merges make", { added: [specialHayToken("hay", 257)] }, false],
  ["a name that stands for no bytes", { vocab: { ...HAY_VOCAB, "▁": 300 } }, false],
  [
    "a special token of one character that is not a byte",
    { vocab: { ...HAY_VOCAB, 中: 262 }, added: [specialHayToken("中", 262)] },
    true,
  ],
  ["a merge whose first name stands for no bytes", { merges: [["中h", "a"]] }, false],
  ["a merge whose second name stands for no bytes", { merges: [["h", "中a"]] }, false],
  ["a merge's text whose first name stands for no bytes", { merges: ["中h a"] }, false],
  ["a merge's text whose second name stands for no bytes", { merges: ["h 中a"] }, false],
  ["a merge's text of one name", { merges: ["ha"] }, false],
  ["an empty name", { vocab: { ...HAY_VOCAB, "": 300 } }, false],
  ["an id twice", { vocab: { ...HAY_VOCAB, hb: 5 } }, false],
  ["a negative id", { vocab: { ...HAY_VOCAB, hb: -1 } }, false],
  ["an id that is not an integer", { vocab: { ...HAY_VOCAB, hb: 1.5 } }, false],
  ["an id beyond all", { vocab: { ...HAY_VOCAB, hb: 2 ** 21 } }, false],
  ["a merge of what is not a token", { merges: [...HAY_MERGES, ["q", "zz"]] }, false],
  ["a merge to what is not a token", { merges: [...HAY_MERGES, ["q", "z"]] }, false],
  ["a merge of three", { merges: [...HAY_MERGES, "a b c"] }, false],
  ["a merge that is a number", { merges: [...HAY_MERGES, 5] }, false],
  ["a byte missing", { vocab: Object.fromEntries(TOKENS.slice(1).map((token, id) => [token, id])) }, true],
];

/** Orders of the merges of "ab", "bc" and "abc", ids 256 to 258, with the ids of tokenizers 0.23.2 for "abcbcabcabc". */
export const ORDERS_OF_MERGES: readonly (readonly [merges: readonly string[], ids: readonly number[]])[] = [
  [
    ["a b", "b c", "ab c", "a bc"],
    [258, 257, 258, 258],
  ],
  [
    ["a b", "ab c", "b c", "a bc"],
    [258, 257, 258, 258],
  ],
  [
    ["a bc", "b c", "a b", "ab c"],
    [258, 257, 258, 258],
  ],
  [
    ["ab c", "b c", "a b"],
    [64, 257, 257, 64, 257, 64, 257],
  ],
  [
    ["a b", "b c", "ab c", "a b"],
    [64, 257, 257, 64, 257, 64, 257],
  ],
];
