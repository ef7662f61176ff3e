/** The stages of a tokenizer: what a reader of files makes, and a tokenizer is put together from. */
import type { EngineName } from "@windrow/tokenizer-bpe/internal";
import type { AddedToken } from "../added-tokens/added-tokens.ts";
import type { Decoder } from "../decoders/decoder.ts";
import type { Side } from "../fields/config.ts";
import type { Model } from "../models/model.ts";
import type { Normalizer } from "../normalizers/normalizer.ts";
import type { PostProcessor } from "../post-processors/post-processor.ts";
import type { PreTokenizer } from "../pre-tokenizers/pre-tokenizer.ts";
import type { EngineParts } from "./engine-parts.ts";
import type { EngineSplit } from "./engine-split.ts";

/** What a file says. */
export interface Stages {
  readonly name: string;
  readonly added: readonly AddedToken[];
  /** Ids of special tokens that are never found in a text, by their text. */
  readonly control?: ReadonlyMap<string, number> | undefined;
  readonly normalizer: Normalizer | undefined;
  readonly preTokenizer: PreTokenizer | undefined;
  readonly model: Model;
  readonly postProcessor: PostProcessor | undefined;
  readonly decoder: Decoder | undefined;
  /** The model on the engine, where that can do it, and how the engine splits. */
  readonly engineModel: EngineParts | undefined;
  readonly split: EngineSplit | undefined;
  readonly engineName: EngineName | undefined;
  readonly padding: FilePadding;
  /** The model's own name for what it does not know. */
  readonly unkToken: string | undefined;
  readonly fingerprint: () => string;
}

/** What rows are filled up with, unless a call says something else. */
export interface FilePadding {
  readonly id?: number | undefined;
  readonly typeId?: number | undefined;
  readonly side?: Side | undefined;
}
