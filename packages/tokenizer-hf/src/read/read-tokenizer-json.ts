/** A tokenizer.json, stage by stage. */
import {
  bytesOfAddedToken,
  decodedTokens,
  type EngineName,
  IdDecoder,
  openWasmMemory,
  SpecialTokenFinder,
} from "@windrow/tokenizer-bpe/internal";
import { type AddedToken, AddedTokens } from "../added-tokens/added-tokens.ts";
import { bytesDecoder, stepsDecoder, type TextOfIds } from "../decode/text-decoder.ts";
import { byteLevel } from "../decoders/byte-level.ts";
import { Pipeline } from "../encode/pipeline.ts";
import { engineSections, pieceSections } from "../encode/section-ids.ts";
import { TextIds } from "../encode/text-ids.ts";
import type { Model } from "../models/model.ts";
import { noProcessor, type PostProcessor } from "../post-processors/post-processor.ts";
import { engineSplit } from "./engine-split.ts";
import { Fields, invalidFile, shown } from "./fields.ts";
import type { FileJson } from "./file-json.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { readAddedTokens } from "./read-added-tokens.ts";
import { type EngineModel, readByteLevelBpe } from "./read-byte-level-bpe.ts";
import { readDecoder } from "./read-decoder.ts";
import { readModel } from "./read-model.ts";
import { readNormalizer } from "./read-normalizer.ts";
import { readPostProcessor } from "./read-post-processor.ts";
import { readPreTokenizer } from "./read-pre-tokenizer.ts";

/** What a tokenizer is made of. */
export interface TokenizerParts {
  /** Ids with their places in the text. */
  readonly pipeline: Pipeline;
  /** The same ids, without. */
  readonly texts: TextIds;
  readonly decoder: TextOfIds;
  readonly postProcessor: PostProcessor;
  readonly added: readonly AddedToken[];
  readonly model: Model;
  /** The largest id + 1. */
  readonly vocabSize: number;
  /** What the file says of padding. */
  readonly padding: Fields | undefined;
  /** The model's own name for what it does not know. */
  readonly unkToken: string | undefined;
  readonly engine: () => EngineName | undefined;
  readonly fingerprint: () => string;
}

const FIELDS = "version truncation padding added_tokens normalizer pre_tokenizer post_processor decoder model".split(
  " ",
);

/** @throws HfError HF_INVALID_FILE, HF_UNSUPPORTED_FILE, with the field in `fields` */
export function readTokenizerJson(json: FileJson, name: string, engineName?: EngineName): TokenizerParts {
  const file = Fields.of(json.file, "");
  checkFields(file);
  const preTokenizerStep = file.maybe("pre_tokenizer");
  const preTokenizer = preTokenizerStep && readPreTokenizer(preTokenizerStep);
  const split = engineSplit(preTokenizer);
  const contents = file.has("added_tokens") ? file.objects("added_tokens").map((token) => token.text("content")) : [];
  const isBytes = preTokenizer?.writesBytes === true;
  const engineModel = isBytes ? readEngineModel(file, json, contents, split?.split, engineName) : undefined;
  const model = engineModel?.model ?? readModel(Fields.of(json.whole(), "").object("model"));
  const added = readAddedTokens(file, model, new Set(contents));
  const normalizerStep = file.maybe("normalizer");
  const normalizer = normalizerStep && readNormalizer(normalizerStep);
  const addedTokens = new AddedTokens(added, normalizer, (texts) => new SpecialTokenFinder(texts));
  const postProcessorStep = file.maybe("post_processor");
  const postProcessor = postProcessorStep === undefined ? noProcessor : readPostProcessor(postProcessorStep);
  const sections =
    engineModel !== undefined && split !== undefined
      ? engineSections(engineModel.engine, split.addsSpace)
      : pieceSections(preTokenizer, model);
  return {
    pipeline: new Pipeline({ added: addedTokens, preTokenizer, model, postProcessor }),
    texts: new TextIds(addedTokens, sections),
    decoder: decoderOf(file, name, model, added, engineModel, engineName),
    postProcessor,
    added,
    model,
    vocabSize: vocabSizeOf(model, added),
    padding: file.maybe("padding"),
    unkToken: file.object("model").has("unk_token") ? file.object("model").text("unk_token") : undefined,
    engine: () => engineModel?.engine().name,
    fingerprint: () => fingerprintOf(file, Fields.of(json.whole(), "")),
  };
}

function checkFields(file: Fields): void {
  const unknown = file.names().find((field) => !FIELDS.includes(field));
  if (unknown !== undefined) throw invalidFile(unknown, "is not a field of a tokenizer.json.");
  if (file.text("version", "1.0") !== "1.0")
    throw invalidFile("version", `is ${shown(file.value("version"))}; expected "1.0".`);
}

function readEngineModel(
  file: Fields,
  json: FileJson,
  contents: readonly string[],
  ...rest: [Parameters<typeof readByteLevelBpe>[3], EngineName | undefined]
): EngineModel | undefined {
  const quick = json.cut && readByteLevelBpe(file.object("model"), json.cut, contents, ...rest);
  return quick ?? readByteLevelBpe(Fields.of(json.whole(), "").object("model"), undefined, contents, ...rest);
}

function vocabSizeOf(model: Model, added: readonly AddedToken[]): number {
  return 1 + added.reduce((largest, { id }) => Math.max(largest, id), model.largestId);
}

function decoderOf(
  file: Fields,
  name: string,
  model: Model,
  added: readonly AddedToken[],
  engineModel: EngineModel | undefined,
  engineName: EngineName | undefined,
): TextOfIds {
  const step = file.maybe("decoder");
  const decoder = step && readDecoder(step);
  if (decoder === byteLevel && engineModel !== undefined) {
    const { source } = engineModel;
    const ids = new Map(added.map(({ content, id }) => [content, id]));
    const bytes = new Map(added.map(({ content, id }) => [id, bytesOfAddedToken(content)]));
    const tokens = decodedTokens(source, ids, bytes);
    return bytesDecoder(new IdDecoder(name, tokens, (memory) => openWasmMemory(memory, source, engineName)));
  }
  const contents = new Map(added.map(({ content, id }) => [id, content]));
  return stepsDecoder(decoder, (id) => contents.get(id) ?? model.tokenOf(id), vocabSizeOf(model, added));
}
