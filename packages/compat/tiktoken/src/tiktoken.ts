/**
 * The class of npm's tiktoken over the engine of @windrow/tokenizer-bpe: the original's arguments, results and errors. What
 * the ids are is the engine's business, what a vocabulary's text is that of compat-ranks.
 */
import { tokenizerOfText } from "@windrow/compat-ranks";
import type { BpeTokenizer, EncodeOptions } from "@windrow/tokenizer-bpe";
import { asBytes, checkSelection, checkSpecialTokens, checkString, integerIds } from "./arguments.ts";
import { numbersOf } from "./numbers-of.ts";
import { asOriginalError } from "./original-error.ts";
import { tableOf, type TokenTable } from "./token-table.ts";
import { encodeWithUnstable } from "./unstable/encode-with-unstable.ts";
import { sortedTokens } from "./unstable/sorted-tokens.ts";

interface State {
  readonly tokenizer: BpeTokenizer;
  readonly name: string | undefined;
  /** Once it is asked for. */
  table?: TokenTable;
}

/** The state of objects that are not freed. Kept outside them: with a private field no other object would fit the type of the class. */
const states = new WeakMap<Tiktoken, State>();

/** @throws Error where it was freed */
function stateOf(tiktoken: Tiktoken): State {
  const state = states.get(tiktoken);
  if (state === undefined) throw new Error("null pointer passed to rust: this Tiktoken was freed.");
  return state;
}

/** Here as well as by its tokenizer: to look it up there takes as long as what a short call does with it. */
function tableOfState(state: State): TokenTable {
  return (state.table ??= tableOf(state.tokenizer));
}

/** An object of the class for a tokenizer that is there. */
export function tiktokenOf(tokenizer: BpeTokenizer, name: string): Tiktoken {
  const tiktoken = Object.create(Tiktoken.prototype) as Tiktoken;
  states.set(tiktoken, { tokenizer, name });
  return tiktoken;
}

function optionsOf(allowed: unknown, disallowed: unknown): EncodeOptions | undefined {
  if (allowed === undefined && disallowed === undefined) return undefined;
  return {
    allowedSpecial: checkSelection("allowed_special", allowed),
    disallowedSpecial: checkSelection("disallowed_special", disallowed),
  };
}

/** Room for one id, converted as a typed array does it. */
const one = new Int32Array(1);

/** The same memory: ids are below 2^31. */
function asUnsigned(ids: Int32Array): Uint32Array {
  return new Uint32Array(ids.buffer, ids.byteOffset, ids.length);
}

/**
 * A tokenizer of one vocabulary, from the modules and JSON files of `/encoders`, from `load`, or from a .tiktoken file.
 * Every method throws an Error once `free` was called.
 * @example
 * import gpt2 from "@windrow/tiktoken/encoders/gpt2";
 * const encoding = new Tiktoken(gpt2.bpe_ranks, gpt2.special_tokens, gpt2.pat_str);
 * encoding.encode("hello world"); // Uint32Array [ 31373, 995 ]
 */
export class Tiktoken {
  /**
   * Reads the ranks, which takes up to a second; those of a module of `/encoders` are known.
   * @param tiktoken_bfe the text of the ranks, as `bpe_ranks` has it or as in a .tiktoken file
   * @param special_tokens ids of special tokens, none of them a rank
   * @param pat_str the pattern that splits texts, in Rust's or JavaScript's syntax
   * @throws Error where the ranks, the pattern or a special token can't be taken; TypeError where a text is not a string
   */
  constructor(tiktoken_bfe: string, special_tokens: Record<string, number>, pat_str: string) {
    const specialTokens = checkSpecialTokens("special_tokens", special_tokens);
    const ranks = checkString("tiktoken_bfe", tiktoken_bfe);
    const tokenizer = tokenizerOfText(ranks, specialTokens, checkString("pat_str", pat_str));
    states.set(this, { tokenizer, name: undefined });
  }

  /** The encoding's name; undefined where it was made from ranks. */
  get name(): string | undefined {
    return stateOf(this).name;
  }

  /** Makes every later call an error. There is no memory to give back by hand. @throws Error where it was freed before */
  free(): void {
    stateOf(this);
    states.delete(this);
  }

  /**
   * The ids of a text, in an array of its own. Lone surrogates are encoded as U+FFFD.
   * @param allowed_special special tokens that become their id; by default none
   * @param disallowed_special those that are an error; by default all that are not allowed. Others are text.
   * @throws Error where the text has a disallowed special token, or a selection is none; TypeError where it is not a text
   */
  encode(text: string, allowed_special?: "all" | string[], disallowed_special?: "all" | string[]): Uint32Array {
    const { tokenizer } = stateOf(this);
    try {
      return asUnsigned(tokenizer.encode(text, optionsOf(allowed_special, disallowed_special)));
    } catch (error) {
      throw asOriginalError(error);
    }
  }

  /** The ids of a text in which special tokens are text like the rest. @throws TypeError where it is not a text */
  encode_ordinary(text: string): Uint32Array {
    const { tokenizer } = stateOf(this);
    try {
      return asUnsigned(tokenizer.encodeOrdinary(text));
    } catch (error) {
      throw asOriginalError(error);
    }
  }

  /**
   * The ids that stay whatever follows a text, and what the rest may become: `[stable, completions]`, arrays of plain
   * numbers. Completions are arrays of ids whose bytes begin with those of the rest, each there once. A short rest, such
   * as one space, has tens of thousands.
   * @throws Error as `encode`
   */
  // oxlint-disable-next-line typescript/no-explicit-any -- the original's type
  encode_with_unstable(text: string, allowed_special?: "all" | string[], disallowed_special?: "all" | string[]): any {
    const { tokenizer } = stateOf(this);
    try {
      return encodeWithUnstable(tokenizer, tokenizer.encode(text, optionsOf(allowed_special, disallowed_special)));
    } catch (error) {
      throw asOriginalError(error);
    }
  }

  /** The id of bytes that are one token, special tokens included. @throws Error where they are none */
  encode_single_token(bytes: Uint8Array): number {
    const state = stateOf(this);
    const list = asBytes(bytes);
    const id = tableOfState(state).find(list);
    // Which throws the error.
    return id >= 0 ? id : state.tokenizer.encodeSingleToken(list);
  }

  /** The bytes of the ids, in an array of their own. @throws Error where an id is not a token; TypeError where it is not a list */
  decode(tokens: Uint32Array): Uint8Array {
    const state = stateOf(this);
    const ids = integerIds(tokens);
    // Which throws the error.
    return tableOfState(state).decode(ids) ?? state.tokenizer.decodeBytes(ids);
  }

  /** The bytes of one token, in an array of their own. @throws Error where the id is not a token */
  decode_single_token_bytes(token: number): Uint8Array {
    const state = stateOf(this);
    one[0] = token;
    return tableOfState(state).decode(one) ?? state.tokenizer.decodeSingleTokenBytes(token >>> 0);
  }

  /** The bytes of all tokens but the special ones, in the order of the bytes. */
  token_byte_values(): Array<Array<number>> {
    const { order, bytes, offsets } = sortedTokens(stateOf(this).tokenizer);
    return Array.from(order, (id) => numbersOf(bytes, offsets[id]!, offsets[id + 1]!));
  }
}
