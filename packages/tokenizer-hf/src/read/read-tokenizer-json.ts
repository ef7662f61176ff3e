/** A tokenizer.json, stage by stage. */
import type { EngineName } from "@windrow/tokenizer-bpe/internal";
import { Fields, invalidFile, shown } from "../fields/fields.ts";
import type { ListedModel } from "../models/model.ts";
import type { KnownExpression } from "../patterns/pattern.ts";
import type { Stages } from "../stages/stages.ts";
import { ALL_STEPS } from "./all-steps.ts";
import type { FileJson } from "./file-json.ts";
import { fileFingerprint } from "./fingerprint.ts";
import { readByteLevelBpe } from "./read-byte-level-bpe.ts";
import { readModel } from "./read-model.ts";
import { type OpenedModel, readStages, type StagesBefore } from "./read-stages.ts";

const FIELDS = "version truncation padding added_tokens normalizer pre_tokenizer post_processor decoder model".split(
  " ",
);

/**
 * @param known expressions that need not be read again
 * @throws HfError HF_INVALID_FILE, HF_UNSUPPORTED_FILE, with the field in `fields`
 */
export function readTokenizerJson(
  json: FileJson,
  name: string,
  engineName?: EngineName,
  known?: ReadonlyMap<string, KnownExpression>,
): Stages {
  const file = Fields.of(json.file, "", known);
  checkFields(file);
  return readStages(file, name, engineName, ALL_STEPS, (before) => openModel(file, json, before, engineName));
}

function checkFields(file: Fields): void {
  const unknown = file.names().find((field) => !FIELDS.includes(field));
  if (unknown !== undefined) throw invalidFile(unknown, "is not a field of a tokenizer.json.");
  for (const name of ["version", "added_tokens"])
    if (file.isNull(name)) throw invalidFile(name, "is null; leave it out where there is nothing.");
  if (file.object("model").isNull("type"))
    throw invalidFile("model.type", "is null; leave it out where there is none.");
  if (file.text("version", "1.0") !== "1.0")
    throw invalidFile("version", `is ${shown(file.value("version"))}; expected "1.0".`);
}

function openModel(
  file: Fields,
  json: FileJson,
  { contents, isBytes, split }: StagesBefore,
  engineName: EngineName | undefined,
): OpenedModel {
  const whole = (): Fields => Fields.of(json.whole(), "").object("model");
  const quick =
    isBytes && json.cut ? readByteLevelBpe(file.object("model"), json, contents, split, engineName) : undefined;
  const engineModel =
    quick ?? (isBytes ? readByteLevelBpe(whole(), undefined, contents, split, engineName) : undefined);
  const model: ListedModel = engineModel?.model ?? readModel(whole(), json.scores);
  return { model, known: model, engineModel, fingerprint: fileFingerprint(file, model) };
}
