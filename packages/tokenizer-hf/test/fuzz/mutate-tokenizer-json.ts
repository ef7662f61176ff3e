/** Damage to a tokenizer.json that leaves it a tokenizer.json: tokens, ids, merges, added tokens and patterns changed. */
import { type Draw, mutateJson, mutateText } from "@windrow/testing/fuzz";

interface File {
  added_tokens: Record<string, unknown>[];
  pre_tokenizer: unknown;
  decoder: unknown;
  model: { vocab: Record<string, unknown>; merges: unknown[]; [field: string]: unknown };
  [field: string]: unknown;
}

const LEVEL = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: false };
const IDS: readonly unknown[] = [-1, null, 1.5, "7", 0, 2 ** 20, 2 ** 32, true, {}, []];
const PATTERNS: readonly string[] = [
  String.raw`\w+|[^\w\s]+|\s+`,
  String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`,
  String.raw`\p{Lu}?\p{Ll}+|\d++|[^\S\n]|\W|.|\n`,
  String.raw`(?<!a)b|(?>aa?|b)c?|^h|y$|[^a-d]{2,}?`,
  String.raw`a{,3}|(?=b)`,
];
const PIECES: readonly string[] = [
  "\\w",
  "\\S",
  "[^\\W]",
  "\\p{L}",
  "++",
  "*",
  "{1,2}",
  "{,2}",
  "^",
  "$",
  "(?=",
  "(?:",
  "|",
  "(?i:",
  "[^",
  "a",
];
const CONTENTS: readonly string[] = [
  "<|endoftext|>",
  "<|end",
  "the",
  " ",
  "  ",
  "h",
  "\u00e9",
  "\u4e2d",
  "s<|",
  "\u0120",
];

/** Words of the texts that the target encodes, in characters for bytes: each is the name of another text. */
const WORDS: readonly string[] = ["Ġthe", "Ġtheir", "Ġrows", "Ġwindrow", "ĠĠ", "Ã©", "Ã©ä¸Ń", "ðŁĺĢ", "Ċ", "ÂŃ", "Â²"];

/** A changed copy, by a few edits; now and then by any damage to its JSON. */
export function mutateTokenizerJson(json: string, draw: Draw): string {
  if (draw.chance(0.25)) return mutateJson(json, draw);
  const file = JSON.parse(json) as File;
  for (let edits = 1 + draw.below(4); edits > 0; edits--) draw.of(EDITS)(file, draw);
  return JSON.stringify(file);
}

type Edit = (file: File, draw: Draw) => void;

const dropMerges: Edit = ({ model }, draw) => {
  for (let count = 1 + draw.below(3); count > 0; count--) model.merges.splice(draw.below(model.merges.length), 1);
};
const moveMerge: Edit = ({ model: { merges } }, draw) => {
  const [merge] = merges.splice(draw.below(merges.length), 1);
  if (merge !== undefined) merges.splice(draw.below(merges.length + 1), 0, merge);
};
const repeatMerge: Edit = ({ model: { merges } }, draw) => {
  if (merges.length > 0) merges.splice(draw.below(merges.length + 1), 0, draw.of(merges));
};
const cutAnew: Edit = ({ model: { vocab, merges } }, draw) => {
  // Another pair of the same token.
  const token = draw.of(Object.keys(vocab).filter((name) => name.length > 1));
  const at = 1 + draw.below(token.length - 1);
  const pair = [token.slice(0, at), token.slice(at)];
  merges.splice(draw.below(merges.length + 1), draw.below(2), pair);
};
const mergesAsTexts: Edit = ({ model }, draw) => {
  model.merges = model.merges.map((merge) => (Array.isArray(merge) && !draw.chance(0.002) ? merge.join(" ") : merge));
};
const shuffleIds: Edit = ({ model }, draw) => {
  const names = Object.keys(model.vocab);
  const count = draw.chance(0.5) ? 2 : names.length;
  const chosen = Array.from({ length: count }, () => draw.of(names));
  for (const name of chosen) {
    const other = draw.of(names);
    [model.vocab[name], model.vocab[other]] = [model.vocab[other], model.vocab[name]];
  }
};
const spreadIds: Edit = ({ model, added_tokens }, draw) => {
  // Holes, in the vocabulary and, most of the time, in the added tokens as well.
  const from = draw.below(300);
  const gap = 1 + draw.below(50);
  const moved = (id: unknown): unknown => (typeof id === "number" && id >= from ? id + gap : id);
  model.vocab = Object.fromEntries(Object.entries(model.vocab).map(([name, id]) => [name, moved(id)]));
  if (draw.chance(0.8)) for (const token of added_tokens) token["id"] = moved(token["id"]);
};
const oddId: Edit = ({ model, added_tokens }, draw) => {
  if (draw.chance(0.3) && added_tokens.length > 0) draw.of(added_tokens)["id"] = draw.of(IDS);
  else model.vocab[draw.of(Object.keys(model.vocab))] = draw.chance(0.5) ? draw.of(IDS) : draw.below(300);
};
const renameToken: Edit = ({ model: { vocab } }, draw) => {
  const name = draw.of(Object.keys(vocab));
  const id = vocab[name];
  if (draw.chance(0.5)) delete vocab[name];
  vocab[mutateText(name, draw, CONTENTS)] = draw.chance(0.5) ? id : 290 + draw.below(20);
};
const addToken: Edit = ({ model, added_tokens }, draw) => {
  const content = draw.of(CONTENTS);
  const id = draw.chance(0.7) ? (model.vocab[content] ?? 290 + added_tokens.length) : draw.below(320);
  const flag = (): boolean => draw.chance(0.1);
  added_tokens.push({
    id,
    content,
    single_word: flag(),
    lstrip: flag(),
    rstrip: flag(),
    normalized: draw.chance(0.3),
    special: !flag(),
  });
  if (draw.chance(0.5)) model.vocab[content] = id;
};
/** A piece that is a token as a whole, and an added token that the vocabulary has, or has not. */
const addWord: Edit = ({ model, added_tokens }, draw) => {
  model["ignore_merges"] = !draw.chance(0.2);
  const content = draw.chance(0.8) ? draw.of(WORDS) : draw.of(Object.keys(model.vocab));
  const ids = [...Object.values(model.vocab), ...added_tokens.map(({ id }) => id)];
  const id = model.vocab[content] ?? Math.max(-1, ...ids.map(Number).filter(Number.isSafeInteger)) + 1;
  if (draw.chance(0.8)) model.vocab[content] = id;
  added_tokens.push({
    id,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: draw.chance(0.2),
    special: true,
  });
};
const changeFlag: Edit = ({ added_tokens, model }, draw) => {
  const flags = ["normalized", "special", "lstrip", "content", "id"];
  if (draw.chance(0.5) && added_tokens.length > 0) {
    const token = draw.of(added_tokens);
    const flag = draw.of(flags);
    if (draw.chance(0.3)) delete token[flag];
    else token[flag] = draw.of([true, false, null, "x"]);
  } else model[draw.of(["ignore_merges", "byte_fallback", "fuse_unk", "unk_token"])] = draw.of([true, false, null]);
};
const changePattern: Edit = (file, draw) => {
  const chosen = draw.of(PATTERNS);
  const source = draw.chance(0.5) ? mutateText(chosen, draw, PIECES) : chosen;
  const isKept = draw.chance(0.2);
  const split = {
    type: "Split",
    pattern: draw.chance(0.9) ? { Regex: source } : { String: draw.of(["h", " ", "()", ""]) },
    behavior: isKept ? "Removed" : "Isolated",
    invert: isKept,
  };
  file.pre_tokenizer = { type: "Sequence", pretokenizers: draw.chance(0.95) ? [split, LEVEL] : [LEVEL, split] };
};

const EDITS: readonly Edit[] = [
  dropMerges,
  moveMerge,
  repeatMerge,
  cutAnew,
  mergesAsTexts,
  shuffleIds,
  spreadIds,
  oddId,
  renameToken,
  addToken,
  addWord,
  changeFlag,
  changePattern,
];
