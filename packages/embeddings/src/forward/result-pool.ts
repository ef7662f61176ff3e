/**
 * Results that their users gave back, to be written again: fresh memory costs several times what the
 * lookup does, since the system hands it out page by page.
 */

/** Buffers and bytes that are kept for one embedding. */
const MAX_BUFFERS = 4;
const MAX_BYTES = 1 << 30;

export class ResultPool {
  #free: ArrayBuffer[] = [];
  #isClosed = false;

  /** Room for so many numbers: a buffer that was given back and is no more than twice as long, if there is one. */
  take(length: number): Float32Array<ArrayBuffer> | undefined {
    const bytes = length * 4;
    const index = this.#free.findIndex(({ byteLength }) => byteLength >= bytes && byteLength <= 2 * bytes);
    if (index < 0) return undefined;
    const [buffer] = this.#free.splice(index, 1);
    return new Float32Array(buffer!, 0, length);
  }

  /**
   * Takes a result back. Its array has length 0 from then on, so that nobody reads what another result
   * has overwritten.
   */
  give(data: Float32Array<ArrayBuffer>): void {
    const { buffer } = data;
    if (buffer.byteLength === 0) return;
    const own = structuredClone(buffer, { transfer: [buffer] });
    if (this.#isClosed) return;
    this.#free.push(own);
    let kept = this.#free.reduce((sum, { byteLength }) => sum + byteLength, 0);
    while (this.#free.length > MAX_BUFFERS || kept > MAX_BYTES) kept -= this.#free.shift()!.byteLength;
  }

  /** Forgets all buffers, and those that are given back later. */
  close(): void {
    this.#free = [];
    this.#isClosed = true;
  }
}
