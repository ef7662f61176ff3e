/** A list of texts that is being encoded: whichever thread is free takes the next slice of it. */
import type { ThreadClient } from "@windrow/core";
import {
  type EncodedBatch,
  type EncodedSlice,
  joinSlices,
  type Selection,
  type SliceEncoder,
} from "./encoded-slice.ts";
import { sliceTexts, type TextSlice } from "./text-slices.ts";

/** What a thread is asked for. */
export interface BatchRequest {
  readonly texts: readonly string[];
  /** The index of the first in the whole list. */
  readonly first: number;
  readonly selection: Selection;
}

/** Slices that a thread has waiting, so that it need not wait for them. */
const AHEAD = 2;

export class DealtList {
  /** Cost of the work, see sliceTexts. */
  readonly cost: number;
  readonly #texts: readonly string[];
  readonly #selection: Selection;
  readonly #slices: readonly TextSlice[];
  readonly #encoded: EncodedSlice[] = [];
  readonly #underWay = new Set<Promise<void>>();
  #next = 0;
  /** The failure of the lowest-numbered slice that has failed. */
  #failure: { readonly slice: number; readonly error: unknown } | undefined;

  constructor(texts: readonly string[], selection: Selection) {
    this.#texts = texts;
    this.#selection = selection;
    const { slices, cost } = sliceTexts(texts);
    this.#slices = slices;
    this.cost = cost;
  }

  get slices(): number {
    return this.#slices.length;
  }

  /** Resolves when no slice is left to begin. */
  async encodeHere(encoder: SliceEncoder, nextTurn: () => Promise<void>): Promise<void> {
    const encode = async (texts: readonly string[], first: number): Promise<EncodedSlice> =>
      encoder.encode(texts, first, this.#selection);
    while (this.#begin(encode) && this.#next < this.#slices.length) await nextTurn();
  }

  encodeIn(thread: ThreadClient<BatchRequest>): void {
    for (let i = 0; i < AHEAD; i++) this.#askOnAndOn(thread);
  }

  /** The ids of all slices. @throws the first error */
  async finish(): Promise<EncodedBatch> {
    await Promise.all(this.#underWay);
    if (this.#failure !== undefined) throw this.#failure.error;
    return joinSlices(this.#encoded);
  }

  #askOnAndOn(thread: ThreadClient<BatchRequest>): void {
    const asked = this.#begin((texts, first) => thread.ask<EncodedSlice>({ texts, first, selection: this.#selection }));
    void asked?.then(() => this.#askOnAndOn(thread));
  }

  /**
   * Begins the next slice. None where there is none left, or one has failed: all before that are under way.
   * @returns a promise that never rejects
   */
  #begin(encode: (texts: readonly string[], first: number) => Promise<EncodedSlice>): Promise<void> | undefined {
    if (this.#failure !== undefined || this.#next === this.#slices.length) return undefined;
    const number = this.#next++;
    const { start, end } = this.#slices[number]!;
    const run = async (): Promise<void> => {
      try {
        this.#encoded[number] = await encode(this.#texts.slice(start, end), start);
      } catch (error) {
        if (number < (this.#failure?.slice ?? Infinity)) this.#failure = { slice: number, error };
      }
    };
    const done = run();
    this.#underWay.add(done);
    void done.then(() => this.#underWay.delete(done));
    return done;
  }
}
