/** Whether a frame of zstd unpacks to what it says: as many bytes, of the same checksum. */
import { loadXxhash } from "../input/segment-hash.ts";
import type { ZstdFrame } from "./zstd-frames.ts";

/** Unpacks one frame; its blocks are good until the next is asked for. */
export type FrameDecoder = (frame: ZstdFrame) => AsyncIterable<Buffer>;

interface RunningHash {
  update(bytes: Uint8Array): unknown;
  digest(): bigint;
}

export class FrameCheck {
  readonly #contentBytes: number | undefined;
  readonly #hash: RunningHash | undefined;
  #bytes = 0;

  private constructor(contentBytes: number | undefined, hash: RunningHash | undefined) {
    this.#contentBytes = contentBytes;
    this.#hash = hash;
  }

  static async begin({ contentBytes, hasChecksum }: ZstdFrame): Promise<FrameCheck> {
    return new FrameCheck(contentBytes, hasChecksum ? (await loadXxhash()).create64() : undefined);
  }

  /** Unpacked so far. */
  get bytes(): number {
    return this.#bytes;
  }

  update(bytes: Uint8Array): void {
    this.#hash?.update(bytes);
    this.#bytes += bytes.length;
  }

  /** @param checksum the lowest four bytes of the xxh64, where the frame has them. @throws Error */
  end(checksum: Buffer): void {
    if (this.#contentBytes !== undefined && this.#bytes !== this.#contentBytes)
      throw new Error(`it has ${this.#bytes} bytes, not the ${this.#contentBytes} that it says`);
    if (this.#hash !== undefined && Number(this.#hash.digest() & 0xffffffffn) !== checksum.readUInt32LE())
      throw new Error("the checksum does not match the bytes");
  }
}
