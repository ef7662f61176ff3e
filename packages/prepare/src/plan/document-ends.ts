/** Where separators end, in a file that comes block by block. */

export class DocumentEnds {
  readonly #separator: Buffer;
  /** Whether one can begin within another: then they must be found from the beginning, one after another. */
  readonly #overlaps: boolean;
  /** Last bytes of the blocks before, which may begin a separator. */
  #tail: Buffer = Buffer.alloc(0);
  /** No separator is looked for before this place of the file. */
  #from = 0;

  constructor(separator: Buffer) {
    this.#separator = separator;
    this.#overlaps = hasBorder(separator);
  }

  /**
   * The first end of a separator in the block at or behind `least`, as a place of the file.
   * @param position of the block in the file
   */
  next(block: Buffer, position: number, least: number): number | undefined {
    const { length } = this.#separator;
    // Each that is found is one that a split finds, where they can't overlap: those before need no look.
    if (!this.#overlaps) this.#from = Math.max(this.#from, least - length);
    for (;;) {
      const start = this.#find(block, position);
      if (start === undefined) return undefined;
      this.#from = start + length;
      if (this.#from >= least) return this.#from;
    }
  }

  /** Called when the block has no more of them. */
  endBlock(block: Buffer, position: number): void {
    const kept = this.#separator.length - 1;
    const bytes = block.length >= kept ? block : Buffer.concat([this.#tail, block]);
    this.#tail = Buffer.from(bytes.subarray(Math.max(0, bytes.length - kept)));
    this.#from = Math.max(this.#from, position + block.length - this.#tail.length);
  }

  #find(block: Buffer, position: number): number | undefined {
    const kept = this.#separator.length - 1;
    const tailStart = position - this.#tail.length;
    if (this.#from < position) {
      // One that begins before the block.
      const seam = Buffer.concat([this.#tail, block.subarray(0, kept)]);
      const at = seam.indexOf(this.#separator, Math.max(0, this.#from - tailStart));
      if (at !== -1 && tailStart + at < position) return tailStart + at;
    }
    const at = block.indexOf(this.#separator, Math.max(0, this.#from - position));
    return at === -1 ? undefined : position + at;
  }
}

/** Whether it ends as it begins, as "aba" does. */
function hasBorder(separator: Buffer): boolean {
  for (let length = 1; length < separator.length; length++) {
    if (separator.subarray(0, length).equals(separator.subarray(separator.length - length))) return true;
  }
  return false;
}
