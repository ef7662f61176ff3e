/**
 * The frames of a zstd file, by RFC 8878: where each begins, and its blocks. Nothing is unpacked here; a
 * frame that is not whole, and bytes that are none, are found.
 */
import type { ByteQueue } from "./byte-queue.ts";

/** What the head of a frame says. */
export interface ZstdFrame {
  /** Bytes that it unpacks to, where it says so. */
  readonly contentBytes: number | undefined;
  /** So far back, at most, its blocks refer to bytes before them. */
  readonly windowBytes: number;
  readonly hasChecksum: boolean;
  readonly head: Buffer;
  readonly blocks: AsyncGenerator<ZstdBlock>;
}

/** A part of a frame. */
export interface ZstdBlock {
  readonly type: "raw" | "repeated" | "compressed";
  readonly isLast: boolean;
  /** Bytes that it unpacks to; of a compressed block, those that it has. */
  readonly size: number;
  /** Its head and its content. */
  readonly bytes: Buffer;
  /** The checksum after the last block, if the frame has one. */
  readonly checksum: Buffer;
}

const MAGIC = 0xfd2fb528;
/** Magic number of frames that hold no data; the last four bits are free. */
const SKIPPABLE_MAGIC = 0x184d2a50;
/** As zstd itself takes without --memory. */
const MAX_WINDOW_BYTES = 2 ** 27;
const MAX_BLOCK_BYTES = 2 ** 17;
const NOTHING = Buffer.alloc(0);

/**
 * The frames, one after the other; each is to be read to its end before the next is asked for.
 * @param refuse makes the error of what is wrong
 */
export async function* zstdFrames(bytes: ByteQueue, refuse: (what: string) => Error): AsyncGenerator<ZstdFrame> {
  while (await bytes.hasMore()) {
    const magic = (await bytes.take(4)).readUInt32LE();
    if ((magic & 0xfffffff0) >>> 0 === SKIPPABLE_MAGIC) await bytes.skip((await bytes.take(4)).readUInt32LE());
    else if (magic === MAGIC) yield await readFrame(bytes, refuse);
    else throw refuse("zstd: there is something else where a frame should begin");
  }
}

async function readFrame(bytes: ByteQueue, refuse: (what: string) => Error): Promise<ZstdFrame> {
  const [descriptor] = (await bytes.take(1)) as unknown as [number];
  if ((descriptor & 8) !== 0) throw refuse("zstd: the header of a frame is invalid");
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const hasChecksum = (descriptor & 4) !== 0;
  const window = await bytes.take(isSingleSegment ? 0 : 1);
  const dictionary = await bytes.take([0, 1, 2, 4][descriptor & 3]!);
  const content = await bytes.take([isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6]!);
  const contentBytes = readContentBytes(content);
  if (dictionary.some((byte) => byte !== 0)) throw refuse("zstd, packed with a dictionary, which is not supported");
  const windowBytes = isSingleSegment ? Math.min(contentBytes!, MAX_WINDOW_BYTES) : readWindowBytes(window[0]!);
  if (windowBytes > MAX_WINDOW_BYTES)
    throw refuse(
      `zstd, packed with a window of ${windowBytes} bytes; at most ${MAX_WINDOW_BYTES} are supported (--long=27)`,
    );
  const magic = Buffer.alloc(4);
  magic.writeUInt32LE(MAGIC);
  const head = Buffer.concat([magic, Buffer.from([descriptor]), window, dictionary, content]);
  return { contentBytes, windowBytes, hasChecksum, head, blocks: readBlocks(bytes, hasChecksum, refuse) };
}

function readContentBytes(field: Buffer): number | undefined {
  if (field.length === 0) return undefined;
  if (field.length === 2) return field.readUInt16LE() + 256;
  return field.length === 8 ? Number(field.readBigUInt64LE()) : field.readUIntLE(0, field.length);
}

function readWindowBytes(field: number): number {
  const base = 2 ** (10 + (field >> 3));
  return base + (base / 8) * (field & 7);
}

const TYPES = ["raw", "repeated", "compressed"] as const;

async function* readBlocks(
  bytes: ByteQueue,
  hasChecksum: boolean,
  refuse: (what: string) => Error,
): AsyncGenerator<ZstdBlock> {
  for (let isLast = false; !isLast;) {
    const blockHead = Buffer.from(await bytes.take(3));
    const bits = blockHead.readUIntLE(0, 3);
    isLast = (bits & 1) === 1;
    const type = TYPES[(bits >> 1) & 3];
    const size = bits >> 3;
    if (type === undefined || size > MAX_BLOCK_BYTES) throw refuse("zstd: the header of a block is invalid");
    const content = await bytes.take(type === "repeated" ? 1 : size);
    const block = Buffer.concat([blockHead, content]);
    const checksum = isLast && hasChecksum ? Buffer.from(await bytes.take(4)) : NOTHING;
    yield { type, isLast, size, bytes: block, checksum };
  }
}
