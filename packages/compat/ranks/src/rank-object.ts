/**
 * The objects that js-tiktoken and tiktoken pass around for a vocabulary: `pat_str`, `special_tokens`, `bpe_ranks`.
 *
 * Ours come from a packed vocabulary. Each carries its tokenizer under a symbol, so that a class of `/lite`, which has no
 * vocabulary, takes it without reading a text; the symbol is one of the whole process, since the object may come from the
 * ES module and the class from the CommonJS beside it. Any other object is read.
 */
import { BpeTokenizer } from "@windrow/tokenizer-bpe";
import { tokenizerOfTokens } from "@windrow/tokenizer-bpe/internal/tokenizers";
import { enginePattern } from "./patterns.ts";
import { parseRanks } from "./parse-ranks.ts";
import { readRanks } from "./read-ranks.ts";
import { writeRanks } from "./write-ranks.ts";

/** A vocabulary, and how texts are split for it. */
export interface TiktokenBPE {
  /** The pattern that splits texts. */
  pat_str: string;
  /** Ids of special tokens. */
  special_tokens: Record<string, number>;
  /** The tokens in base64 and their ranks. */
  bpe_ranks: string;
}

/** Special tokens and their ids. */
type SpecialTokens = Readonly<Record<string, number>>;

/** What makes the tokenizer of a rank object with any special tokens. */
type Maker = (specialTokens: SpecialTokens) => BpeTokenizer;

const MAKER: unique symbol = Symbol.for("windrow.compat.maker") as never;

/** The texts that were made here, which stand for their vocabularies where the text alone is handed on. */
const madeTexts = new Map<string, { readonly make: Maker; readonly pattern: string }>();

/**
 * The rank object of an encoding; its `bpe_ranks` is made when it is first read. It can't be changed, a copy can.
 * @param vocabSize `explicit_n_vocab`, where the original has it
 */
export function rankObject(tokenizer: BpeTokenizer, pattern: string, vocabSize?: number): TiktokenBPE {
  const make: Maker = (specialTokens) => withTokens(tokenizer, specialTokens);
  let text: string | undefined;
  const ranks = {
    ...(vocabSize === undefined ? {} : { explicit_n_vocab: vocabSize }),
    pat_str: pattern,
    special_tokens: Object.freeze(Object.fromEntries(tokenizer.specialTokens)),
    get bpe_ranks(): string {
      if (text === undefined) madeTexts.set((text = writeRanks(tokenizer)), { make, pattern: enginePattern(pattern) });
      return text;
    },
  };
  Object.defineProperty(ranks, MAKER, { value: make });
  return Object.freeze(ranks);
}

/**
 * The tokenizer of a rank object, ours or any other, with special tokens beside those that it has.
 * @throws BpeError where the ranks, the pattern or a special token can't be taken; TypeError where it is not such an object
 */
export function tokenizerOfRanks(ranks: TiktokenBPE, added: SpecialTokens = {}): BpeTokenizer {
  const specialTokens = { ...ranks.special_tokens, ...added };
  const make = (ranks as { readonly [MAKER]?: Maker })[MAKER];
  return make?.(specialTokens) ?? tokenizerOfText(ranks.bpe_ranks, specialTokens, ranks.pat_str);
}

/**
 * The tokenizer of ranks as text.
 * @throws BpeError where the ranks, the pattern or a special token can't be taken; TypeError where the ranks are not text
 */
export function tokenizerOfText(ranks: string, specialTokens: SpecialTokens, pattern: string): BpeTokenizer {
  const [split, made] = [enginePattern(pattern), madeTexts.get(ranks)];
  if (made?.pattern === split) return made.make(specialTokens);
  const options = { name: "custom", pattern: split, specialTokens };
  const tokens = typeof ranks === "string" ? parseRanks(ranks) : undefined;
  return tokens === undefined
    ? BpeTokenizer.fromTiktoken(readRanks(ranks), options)
    : tokenizerOfTokens(tokens, options);
}

/** The tokenizer itself where it has these special tokens, and no others. */
function withTokens(tokenizer: BpeTokenizer, specialTokens: SpecialTokens): BpeTokenizer {
  const entries = Object.entries(specialTokens);
  const own = tokenizer.specialTokens;
  const isSame = entries.length === own.size && entries.every(([token, id]) => own.get(token) === id);
  return isSame ? tokenizer : tokenizer.withSpecialTokens(specialTokens);
}
