/** Gathers segments into units: in order, until a unit has as many bytes of input as one is to have. */
import type { UnitRecord, UnitSegment } from "../job/job-lists.ts";

export class UnitPacker {
  readonly #unitBytes: number;
  #segments: UnitSegment[] = [];
  #bytes = 0;
  #documents = 0;
  #first = 0;

  constructor(unitBytes: number) {
    this.#unitBytes = unitBytes;
  }

  /**
   * @param documents how many it has, where they were counted
   * @returns the unit that is full with it
   */
  add(segment: UnitSegment, documents: number | undefined): UnitRecord | undefined {
    this.#segments.push(segment);
    this.#bytes += segment.end - segment.start;
    if (documents !== undefined) this.#documents += documents;
    return this.#bytes >= this.#unitBytes ? this.take(documents !== undefined) : undefined;
  }

  /** The unit that is not full, if there is one. */
  take(isCounted: boolean): UnitRecord | undefined {
    if (this.#segments.length === 0) return undefined;
    const segments = this.#segments;
    const unit = isCounted ? { segments, documents: [this.#first, this.#documents] as const } : { segments };
    this.#first += this.#documents;
    [this.#segments, this.#bytes, this.#documents] = [[], 0, 0];
    return unit;
  }
}
