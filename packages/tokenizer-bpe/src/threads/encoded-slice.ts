/** The ids of a slice of texts, which are joined to those of the whole list. */
import type { TokenIds } from "@windrow/interfaces";
import { eachOf } from "../arguments.ts";
import type { WholeTexts } from "../encode/whole-texts.ts";
import { BpeError } from "../errors.ts";
import { IdBuffer } from "../id-buffer.ts";
import { refuseDisallowed, type SpecialTokens, type SpecialTokenSelection } from "../special/special-tokens.ts";

/** The ids of a list of texts, one text's after another's. */
export interface EncodedBatch {
  readonly ids: TokenIds;
  /** Text `i` has `ids.subarray(offsets[i], offsets[i + 1])`; one more than there are texts. */
  readonly offsets: Int32Array;
}

/** How special tokens in the texts are treated, in a form that `postMessage` takes. */
export interface Selection {
  readonly allowed: SpecialTokenSelection;
  readonly disallowed: SpecialTokenSelection;
}

export interface EncodedSlice {
  readonly ids: Int32Array<ArrayBuffer>;
  /** How many ids each text has. */
  readonly lengths: Int32Array<ArrayBuffer>;
}

/** Encodes slices in one thread. */
export class SliceEncoder {
  readonly #texts: WholeTexts;
  readonly #special: SpecialTokens;
  /** Kept from slice to slice: fresh memory costs more than a copy. */
  readonly #ids = new IdBuffer(0);

  constructor(texts: WholeTexts, special: SpecialTokens) {
    this.#texts = texts;
    this.#special = special;
  }

  /**
   * @param texts strings
   * @param first the index of the first in the whole list, for errors
   */
  encode(texts: readonly string[], first: number, selection: Selection): EncodedSlice {
    const { allowed, disallowed } = this.#special.select(selection.allowed, selection.disallowed);
    const ids = this.#ids;
    ids.length = 0;
    const encode = (text: string): number => {
      refuseDisallowed(text, disallowed);
      return this.#texts.use(text, allowed, (some) => {
        ids.append(some.ids, some.length);
        return some.length;
      });
    };
    const lengths = Int32Array.from(eachOf("texts", texts, "BPE_INVALID_TEXT", encode, first));
    return { ids: ids.ids.slice(0, ids.length) as Int32Array<ArrayBuffer>, lengths };
  }
}

/** Ids whose places fit into 32 bits. */
const MAX_IDS = 2 ** 31 - 1;

/** @param slices in the order of the texts */
export function joinSlices(slices: readonly EncodedSlice[]): EncodedBatch {
  const texts = slices.reduce((sum, { lengths }) => sum + lengths.length, 0);
  const count = slices.reduce((sum, { ids }) => sum + ids.length, 0);
  if (count > MAX_IDS) {
    const message = `the texts have ${count} ids; an array of ids has at most ${MAX_IDS}. Pass fewer texts.`;
    throw new BpeError("BPE_TEXT_TOO_LONG", message);
  }
  const batch = { ids: new Int32Array(count), offsets: new Int32Array(texts + 1) };
  let [at, text] = [0, 0];
  for (const { ids, lengths } of slices) {
    batch.ids.set(ids, at);
    for (const length of lengths) batch.offsets[++text] = at += length;
  }
  return batch;
}
