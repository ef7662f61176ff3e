/** Bytes that come in blocks, taken by their number. */

export class ByteQueue {
  readonly #blocks: AsyncIterator<Buffer>;
  readonly #endedEarly: () => Error;
  #rest: Buffer = Buffer.alloc(0);

  /** @param endedEarly what `take` throws where there are fewer */
  constructor(blocks: AsyncIterable<Buffer>, endedEarly: () => Error) {
    this.#blocks = blocks[Symbol.asyncIterator]();
    this.#endedEarly = endedEarly;
  }

  /** Whether there are more. */
  async hasMore(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const next = await this.#blocks.next();
      if (next.done) return false;
      this.#rest = next.value;
    }
    return true;
  }

  /** The next so many: a view where they lie in one block. */
  async take(length: number): Promise<Buffer> {
    if (this.#rest.length < length) {
      const found = [this.#rest];
      for (let bytes = this.#rest.length; bytes < length;) {
        const next = await this.#blocks.next();
        if (next.done) throw this.#endedEarly();
        found.push(next.value);
        bytes += next.value.length;
      }
      this.#rest = Buffer.concat(found);
    }
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return taken;
  }

  /** Passes over so many. */
  async skip(length: number): Promise<void> {
    for (let left = length; left > 0;) {
      if (!(await this.hasMore())) throw this.#endedEarly();
      left -= (await this.take(Math.min(left, this.#rest.length))).length;
    }
  }

  /** Lets the blocks go; none is on its way any more once this is done. */
  async close(): Promise<void> {
    await this.#blocks.return?.();
  }
}
