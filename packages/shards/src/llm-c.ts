/**
 * llm.c's data files: 256 int32 of header (magic, version, number of tokens, zeros), then the ids.
 * Source: karpathy/llm.c, dev/data/data_common.py (write_datafile) and llmc/dataloader.h.
 */
import type { ShardDtype } from "./dtypes.ts";
import { byteSwapped, invalidHeader } from "./shard-errors.ts";
import type { ShardHeader } from "./shard-header.ts";

const HEADER_BYTES = 256 * 4;
const KINDS = [
  { magic: 20240520, version: 1, dtype: "uint16" },
  { magic: 20240801, version: 7, dtype: "uint32" },
] as const;
/** Its files of multiple-choice questions, which hold no run of tokens. */
const EVAL_MAGIC = 20240522;

/** The header of a file of `tokens` ids: 1,024 bytes. */
export function llmcHeader(dtype: ShardDtype, tokens: number): Uint8Array<ArrayBuffer> {
  const { magic, version } = KINDS.find((kind) => kind.dtype === dtype)!;
  const header = new DataView(new ArrayBuffer(HEADER_BYTES));
  for (const [i, value] of [magic, version, tokens].entries()) header.setInt32(4 * i, value, true);
  return new Uint8Array(header.buffer);
}

/** Whether a file begins as one of llm.c's, in either byte order. */
export function isLlmc(head: DataView): boolean {
  if (head.byteLength < 8) return false;
  const magics = new Set<number>([EVAL_MAGIC, ...KINDS.map(({ magic }) => magic)]);
  return magics.has(head.getInt32(0, true)) || magics.has(head.getInt32(0, false));
}

/** @throws ShardsError DATASET_SHARD_BYTE_SWAPPED, DATASET_SHARD_INVALID_HEADER */
export function readLlmcHeader(head: DataView, path: string): ShardHeader {
  const magic = head.getInt32(0, true);
  const kind = KINDS.find((one) => one.magic === magic);
  if (kind === undefined) {
    if (magic === EVAL_MAGIC)
      throw invalidHeader(path, "magic", magic, "a file of tokens, not of llm.c's eval questions");
    throw byteSwapped(path, "its llm.c magic");
  }
  if (head.byteLength < HEADER_BYTES) {
    throw invalidHeader(path, "size", `${head.byteLength} bytes`, `a header of ${HEADER_BYTES} bytes`);
  }
  const [version, tokens] = [head.getInt32(4, true), head.getInt32(8, true)];
  if (version !== kind.version) throw invalidHeader(path, "version", version, `${kind.version} for magic ${magic}`);
  if (tokens < 0) throw invalidHeader(path, "number of tokens", tokens, "0 to 2^31 - 1");
  return { format: "llm.c", dtype: kind.dtype, headerBytes: HEADER_BYTES, tokens };
}
