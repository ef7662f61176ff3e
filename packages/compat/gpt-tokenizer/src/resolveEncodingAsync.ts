/** `gpt-tokenizer/resolveEncodingAsync`: each vocabulary when it is asked for. */
import { listedEncodingOf } from "./listed-encoding.ts";
import type { EncodingName } from "./mapping.ts";
import type { ListedEncoding, RawBytePairRanks } from "./ranks.ts";

const LOADERS: Readonly<Record<ListedEncoding, () => Promise<{ default: RawBytePairRanks }>>> = {
  r50k_base: () => import("./bpeRanks/r50k_base.ts"),
  p50k_base: () => import("./bpeRanks/p50k_base.ts"),
  cl100k_base: () => import("./bpeRanks/cl100k_base.ts"),
  o200k_base: () => import("./bpeRanks/o200k_base.ts"),
};

/** The vocabulary of an encoding, loaded when it is asked for. @throws GptTokenizerError GPT_UNKNOWN_ENCODING, as a rejection */
export const resolveEncodingAsync = async (encoding: EncodingName): Promise<RawBytePairRanks> =>
  (await LOADERS[listedEncodingOf(encoding)]()).default;
