/** A tokenizer.json, stage by stage. */
import { SpecialTokenFinder } from "@windrow/tokenizer-bpe/internal";
import { type AddedToken, AddedTokens } from "../added-tokens/added-tokens.ts";
import type { Decoder } from "../decoders/decoder.ts";
import type { Model } from "../models/model.ts";
import { Pipeline } from "../pipeline.ts";
import { noProcessor } from "../post-processors/post-processor.ts";
import { Fields, invalidFile, shown } from "./fields.ts";
import { readAddedTokens } from "./read-added-tokens.ts";
import { readModel } from "./read-model.ts";
import { readDecoder } from "./read-decoder.ts";
import { readNormalizer } from "./read-normalizer.ts";
import { readPostProcessor } from "./read-post-processor.ts";
import { readPreTokenizer } from "./read-pre-tokenizer.ts";

/** What a tokenizer is made of. */
export interface ReadTokenizer {
  readonly pipeline: Pipeline;
  readonly added: readonly AddedToken[];
  readonly model: Model;
  /** Where there is none, tokens are joined by spaces. */
  readonly decoder: Decoder | undefined;
}

const FIELDS = "version truncation padding added_tokens normalizer pre_tokenizer post_processor decoder model".split(
  " ",
);

/** @throws HfError HF_INVALID_FILE, HF_UNSUPPORTED_FILE, with the field in `fields` */
export function readTokenizerJson(json: unknown): ReadTokenizer {
  const file = Fields.of(json, "");
  const unknown = file.names().find((name) => !FIELDS.includes(name));
  if (unknown !== undefined) throw invalidFile(unknown, "is not a field of a tokenizer.json.");
  if (file.text("version", "1.0") !== "1.0")
    throw invalidFile("version", `is ${shown(file.value("version"))}; expected "1.0".`);
  const normalizerStep = file.maybe("normalizer");
  const normalizer = normalizerStep && readNormalizer(normalizerStep);
  const model = readModel(file.object("model"));
  const added = readAddedTokens(file, model);
  const preTokenizer = file.maybe("pre_tokenizer");
  const postProcessor = file.maybe("post_processor");
  const decoder = file.maybe("decoder");
  const pipeline = new Pipeline({
    added: new AddedTokens(added, normalizer, (texts) => new SpecialTokenFinder(texts)),
    preTokenizer: preTokenizer && readPreTokenizer(preTokenizer),
    model,
    postProcessor: postProcessor === undefined ? noProcessor : readPostProcessor(postProcessor),
  });
  return { pipeline, added, model, decoder: decoder && readDecoder(decoder) };
}
