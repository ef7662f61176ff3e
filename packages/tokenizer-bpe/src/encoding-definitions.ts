/** tiktoken's seven encodings: names, patterns and special tokens. Source: tiktoken_ext/openai_public.py, tiktoken 0.14. */
import { CL100K_PATTERN, O200K_PATTERN, R50K_PATTERN } from "./split/patterns.ts";

/** The names that tiktoken lists, in its order. */
export const ENCODING_NAMES = [
  "gpt2",
  "r50k_base",
  "p50k_base",
  "p50k_edit",
  "cl100k_base",
  "o200k_base",
  "o200k_harmony",
] as const;

/** One of tiktoken's encodings. */
export type EncodingName = (typeof ENCODING_NAMES)[number];

/** All that decides the ids, except the ranks. */
export interface EncodingDefinition {
  readonly name: string;
  /** How text is split, as its maker writes it. */
  readonly pattern: string;
  /** The same: a pattern that has a scanner, or a regular expression with the flags `uy`. */
  readonly split: string | RegExp;
  readonly specialTokens: ReadonlyMap<string, number>;
  /** The id of a token of no bytes, which no text has and ids may have. */
  readonly emptyToken?: number;
  /** Whose words the pattern is in, where they are not JavaScript's. */
  readonly flavour?: "python" | "tiktoken";
}

const END_OF_TEXT = "<|endoftext|>";
const FIM_TOKENS = ["<|fim_prefix|>", "<|fim_middle|>", "<|fim_suffix|>"];
const fimFrom = (first: number): [string, number][] => FIM_TOKENS.map((token, i) => [token, first + i]);

/** The definition of each encoding by its name. */
export const ENCODING_DEFINITIONS: Readonly<Record<EncodingName, EncodingDefinition>> = {
  gpt2: define("gpt2", R50K_PATTERN, [[END_OF_TEXT, 50256]]),
  r50k_base: define("r50k_base", R50K_PATTERN, [[END_OF_TEXT, 50256]]),
  p50k_base: define("p50k_base", R50K_PATTERN, [[END_OF_TEXT, 50256]]),
  p50k_edit: define("p50k_edit", R50K_PATTERN, [[END_OF_TEXT, 50256], ...fimFrom(50281)]),
  cl100k_base: define("cl100k_base", CL100K_PATTERN, [
    [END_OF_TEXT, 100257],
    ...fimFrom(100258),
    ["<|endofprompt|>", 100276],
  ]),
  o200k_base: define("o200k_base", O200K_PATTERN, [
    [END_OF_TEXT, 199999],
    ["<|endofprompt|>", 200018],
  ]),
  o200k_harmony: define("o200k_harmony", O200K_PATTERN, harmonyTokens()),
};

function define(name: EncodingName, pattern: string, specialTokens: [string, number][]): EncodingDefinition {
  return { name, pattern, split: pattern, specialTokens: new Map(specialTokens) };
}

/** 1,091 tokens: ten with a meaning, the others reserved. 200018 has two names, as in tiktoken. */
function harmonyTokens(): [string, number][] {
  const named: [string, number][] = [
    [END_OF_TEXT, 199999],
    ["<|endofprompt|>", 200018],
    ["<|startoftext|>", 199998],
    ["<|return|>", 200002],
    ["<|constrain|>", 200003],
    ["<|channel|>", 200005],
    ["<|start|>", 200006],
    ["<|end|>", 200007],
    ["<|message|>", 200008],
    ["<|call|>", 200012],
  ];
  const taken = new Set(named.map(([, id]) => id).filter((id) => id !== 200018));
  for (let id = 200000; id <= 201087; id++) {
    if (!taken.has(id)) named.push([`<|reserved_${id}|>`, id]);
  }
  return named;
}
