/** The stages of a tokenizer.json around its model, wherever that comes from. */
import type { EngineName, Split } from "@windrow/tokenizer-bpe/internal";
import type { Fields } from "../fields/fields.ts";
import type { Model } from "../models/model.ts";
import type { SplitTable } from "../scan/split-table.ts";
import type { EngineParts } from "../stages/engine-parts.ts";
import { engineSplit } from "../stages/engine-split.ts";
import type { Stages } from "../stages/stages.ts";
import type { StepReaders } from "./common-steps.ts";
import { type KnownIds, readAddedTokens } from "./read-added-tokens.ts";
import { readPadding } from "./read-padding.ts";
import { readPostProcessor } from "./read-post-processor.ts";

/** What a model has to know of the others. */
export interface StagesBefore {
  /** Those of the added tokens. */
  readonly contents: readonly string[];
  /** Whether pieces are bytes in printable characters. */
  readonly isBytes: boolean;
  /** How the engine splits, where it can. */
  readonly split: Split | undefined;
}

/** A model, and what its file says of it. */
export interface OpenedModel {
  readonly model: Model;
  readonly known: KnownIds;
  /** The same on the engine, where that can do it. */
  readonly engineModel: EngineParts | undefined;
  readonly fingerprint: () => string;
}

/**
 * @param steps what reads the steps that the file may have
 * @param table how the engine splits, where that was found out before
 * @throws HfError HF_INVALID_FILE, HF_UNSUPPORTED_FILE, with the field in `fields`
 */
export function readStages(
  file: Fields,
  name: string,
  engineName: EngineName | undefined,
  steps: StepReaders,
  open: (before: StagesBefore) => OpenedModel,
  table?: SplitTable,
): Stages {
  const preTokenizer = readMaybe(file, "pre_tokenizer", steps.preTokenizer);
  const split = engineSplit(preTokenizer, table);
  const contents = file.has("added_tokens") ? file.objects("added_tokens").map((token) => token.text("content")) : [];
  const opened = open({ contents, isBytes: preTokenizer?.writesBytes === true, split: split?.split });
  const modelFields = file.object("model");
  return {
    name,
    added: readAddedTokens(file, opened.known, new Set(contents)),
    normalizer: readMaybe(file, "normalizer", steps.normalizer),
    preTokenizer,
    model: opened.model,
    postProcessor: readMaybe(file, "post_processor", readPostProcessor),
    decoder: readMaybe(file, "decoder", steps.decoder),
    engineModel: opened.engineModel,
    split,
    engineName,
    padding: readPadding(file.maybe("padding")),
    unkToken: modelFields.has("unk_token") ? modelFields.text("unk_token") : opened.model.unkToken,
    fingerprint: opened.fingerprint,
  };
}

function readMaybe<T>(file: Fields, name: string, read: (step: Fields) => T): T | undefined {
  const step = file.maybe(name);
  return step && read(step);
}
