/** The demo's options, and the notebook's values for them, which other commands begin with as well. */
import type { EncodingName } from "@windrow/tokenizer-bpe";
import { NOTEBOOK_ENCODING } from "./encoding-options.ts";

/** The options as given; what is left out has the notebook's last example's value. */
export interface DemoOptions {
  readonly encoding: EncodingName;
  readonly maxLength?: number;
  readonly stride?: number;
  readonly batchSize: number;
  readonly embeddingDim: number;
  readonly seed: number | bigint;
  readonly shuffle: boolean;
}

export const DEFAULT_OPTIONS: DemoOptions = {
  encoding: NOTEBOOK_ENCODING,
  batchSize: 8,
  embeddingDim: 256,
  seed: 69,
  shuffle: false,
};
