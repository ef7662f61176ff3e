/** A tokenizer.json, stage by stage. */
import type { EngineName } from "@windrow/tokenizer-bpe/internal";
import type { Stages } from "../assemble.ts";
import { engineSplit } from "./engine-split.ts";
import { Fields, invalidFile, shown } from "./fields.ts";
import type { FileJson } from "./file-json.ts";
import { fileFingerprint } from "./fingerprint.ts";
import { readAddedTokens } from "./read-added-tokens.ts";
import { type EngineModel, readByteLevelBpe } from "./read-byte-level-bpe.ts";
import { readDecoder } from "./read-decoder.ts";
import { readModel } from "./read-model.ts";
import { readPadding } from "./read-padding.ts";
import { readNormalizer } from "./read-normalizer.ts";
import { readPostProcessor } from "./read-post-processor.ts";
import { readPreTokenizer } from "./read-pre-tokenizer.ts";

const FIELDS = "version truncation padding added_tokens normalizer pre_tokenizer post_processor decoder model".split(
  " ",
);

/** @throws HfError HF_INVALID_FILE, HF_UNSUPPORTED_FILE, with the field in `fields` */
export function readTokenizerJson(json: FileJson, name: string, engineName?: EngineName): Stages {
  const file = Fields.of(json.file, "");
  checkFields(file);
  const preTokenizer = readMaybe(file, "pre_tokenizer", readPreTokenizer);
  const split = engineSplit(preTokenizer);
  const contents = file.has("added_tokens") ? file.objects("added_tokens").map((token) => token.text("content")) : [];
  const isBytes = preTokenizer?.writesBytes === true;
  const engineModel = isBytes ? readEngineModel(file, json, contents, split?.split, engineName) : undefined;
  const model = engineModel?.model ?? readModel(Fields.of(json.whole(), "").object("model"));
  const modelFields = file.object("model");
  return {
    name,
    added: readAddedTokens(file, model, new Set(contents)),
    normalizer: readMaybe(file, "normalizer", readNormalizer),
    preTokenizer,
    model,
    postProcessor: readMaybe(file, "post_processor", readPostProcessor),
    decoder: readMaybe(file, "decoder", readDecoder),
    engineModel,
    split,
    engineName,
    padding: readPadding(file.maybe("padding")),
    unkToken: modelFields.has("unk_token") ? modelFields.text("unk_token") : undefined,
    fingerprint: fileFingerprint(file, model),
  };
}

function readMaybe<T>(file: Fields, name: string, read: (step: Fields) => T): T | undefined {
  const step = file.maybe(name);
  return step && read(step);
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
  const quick = json.cut && readByteLevelBpe(file.object("model"), json, contents, ...rest);
  return quick ?? readByteLevelBpe(Fields.of(json.whole(), "").object("model"), undefined, contents, ...rest);
}
