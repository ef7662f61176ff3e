/** A job as a user wrote it, checked, with its defaults filled in and its paths made absolute. */
import { resolve } from "node:path";
import { checkShardTokens } from "@windrow/shards";
import { invalidOption, quoted, refuseUnknown, wordingOf } from "@windrow/core";
import { listEncodingNames } from "@windrow/tokenizer-bpe";
import { PrepareError, fail } from "../errors.ts";
import { DEFAULT_MAX_EXPANSION } from "../read/input/expansion.ts";
import type { InputType } from "../read/input/input-file.ts";
import type { JobOptions } from "./job-manifest.ts";
import type { PrepareJob, TokenizerSource } from "./prepare-job.ts";

/** Options as they are asked for: how large units are by default, the inputs say (plan/unit-bytes.ts). */
type RequestedOptions = Omit<JobOptions, "unitBytes"> & { readonly unitBytes: number | undefined };

/** What is asked for; equal for jobs that would make the same output of the same inputs. */
export interface JobRequest {
  readonly requested: readonly string[];
  readonly output: string;
  readonly tokenizer: TokenizerSource;
  readonly options: RequestedOptions;
  /** The options that were set among those that only some kinds of inputs have. */
  readonly given: readonly ("field" | "separator")[];
}

// prettier-ignore
const FIELDS: readonly (keyof PrepareJob)[] = [
  "inputs", "output", "tokenizer", "inputType", "separator", "field", "invalidText", "maxExpansion", "endOfText",
  "format", "shardTokens", "validation", "removeDuplicates", "unitBytes",
];

/** Ids are int32. */
const MAX_ID = 2 ** 31 - 2;

/** As good as no limit. */
const MAX_EXPANSION = 10 ** 9;

/** Units of less would be mostly files and fsyncs; one of more is one thread's work for an hour. */
const [MIN_UNIT_BYTES, MAX_UNIT_BYTES] = [1, 2 ** 40];

/** @throws PrepareError PREPARE_INVALID_OPTION */
export function checkJob(job: PrepareJob): JobRequest {
  if (typeof job !== "object" || job === null || Array.isArray(job))
    throw invalidOption(fail, "the job", job, "an object");
  refuseUnknown(fail, "job field", job, FIELDS);
  const { inputs, output, separator, field = "text", validation = 0, removeDuplicates = false } = job;
  const { shardTokens = 100_000_000, unitBytes, format = "bin", maxExpansion = DEFAULT_MAX_EXPANSION } = job;
  if (!(Array.isArray(inputs) && inputs.length > 0 && inputs.every(isPath)))
    throw invalidOption(fail, "inputs", inputs, "an array of at least one path");
  if (!isPath(output)) throw invalidOption(fail, "output", output, "the path of a folder");
  if (!(separator === undefined || (typeof separator === "string" && separator.length > 0)))
    throw invalidOption(
      fail,
      "separator",
      separator,
      "the text that ends each document, or nothing for one document per file",
    );
  // \p{Surrogate} with the flag u matches halves of pairs only.
  if (separator !== undefined && /\p{Surrogate}/u.test(separator))
    throw invalidOption(fail, "separator", separator, "text without half a surrogate pair, which no file can have");
  if (!(typeof field === "string" && field !== "")) throw invalidOption(fail, "field", field, "the name of a field");
  if (!(typeof validation === "number" && validation >= 0 && validation < 1))
    throw invalidOption(fail, "validation", validation, "a number of at least 0 and less than 1");
  if (!(typeof maxExpansion === "number" && maxExpansion >= 1 && maxExpansion <= MAX_EXPANSION))
    throw invalidOption(fail, "maxExpansion", maxExpansion, `a number from 1 to ${MAX_EXPANSION}`);
  if (typeof removeDuplicates !== "boolean")
    throw invalidOption(fail, "removeDuplicates", removeDuplicates, "true or false");
  if (unitBytes !== undefined && !isUnitBytes(unitBytes))
    throw invalidOption(fail, "unitBytes", unitBytes, `an integer from ${MIN_UNIT_BYTES} to 2^40`);
  try {
    checkShardTokens(format, shardTokens);
  } catch (error) {
    throw new PrepareError("PREPARE_INVALID_OPTION", wordingOf(error as Error), { cause: error });
  }
  return {
    requested: inputs.map((path) => resolve(path)),
    output: resolve(output),
    tokenizer: checkTokenizer(job.tokenizer),
    given: (["field", "separator"] as const).filter((name) => job[name] !== undefined),
    options: {
      inputType: job.inputType && oneOf<InputType>("inputType", job.inputType, ["text", "jsonl", "parquet"]),
      separator,
      field,
      invalidText: oneOf("invalidText", job.invalidText ?? "fail", ["fail", "replace", "skip"]),
      maxExpansion,
      endOfText: oneOf("endOfText", job.endOfText ?? "after", ["after", "before", "between", "none"]),
      format,
      shardTokens,
      validation,
      removeDuplicates,
      unitBytes,
    },
  };
}

function isPath(path: unknown): path is string {
  return typeof path === "string" && path !== "" && !path.includes("\0");
}

function isUnitBytes(bytes: number): boolean {
  return Number.isSafeInteger(bytes) && bytes >= MIN_UNIT_BYTES && bytes <= MAX_UNIT_BYTES;
}

/** Each kind of source takes fields of its own: one that it would pass over makes other ids than were asked for. */
function checkTokenizer(source: TokenizerSource): TokenizerSource {
  if (typeof source !== "object" || source === null || Array.isArray(source))
    throw invalidOption(
      fail,
      "tokenizer",
      source,
      '{ encoding: "o200k_base" }, { model: "Qwen/Qwen3-8B" } or { file: "my.tiktoken", pattern: ... }',
    );
  if ("encoding" in source) {
    refuseUnknown(fail, "tokenizer field", source, ["encoding"]);
    return { encoding: oneOf("tokenizer.encoding", source.encoding, listEncodingNames()) };
  }
  if ("model" in source) return checkModel(source);
  if ("folder" in source) {
    refuseUnknown(fail, "tokenizer field", source, ["folder"]);
    if (!isPath(source.folder)) throw invalidOption(fail, "tokenizer.folder", source.folder, "the path of a folder");
    return { folder: resolve(source.folder) };
  }
  refuseIgnore(source);
  refuseUnknown(fail, "tokenizer field", source, ["file", "pattern", "specialTokens"]);
  const { file, pattern, specialTokens = {} } = source;
  if (!(typeof file === "string" && file !== "" && !file.includes("\0")))
    throw invalidOption(fail, "tokenizer.file", file, "the path of a .tiktoken file or a tokenizer.json");
  if (file.endsWith(".json")) {
    for (const name of ["pattern", "specialTokens"] as const)
      if (source[name] !== undefined)
        throw invalidOption(fail, `tokenizer.${name}`, source[name], "nothing, as a tokenizer.json has its own");
    return { file: resolve(file) };
  }
  if (!(typeof pattern === "string" && pattern !== ""))
    throw invalidOption(fail, "tokenizer.pattern", pattern, "an encoding's name, or a regular expression");
  if (!(typeof specialTokens === "object" && specialTokens !== null && !Array.isArray(specialTokens)))
    throw invalidOption(fail, "tokenizer.specialTokens", specialTokens, 'an object such as { "<|endoftext|>": 50256 }');
  for (const [token, id] of Object.entries(specialTokens))
    if (!(Number.isSafeInteger(id) && id >= 0 && id <= MAX_ID))
      throw invalidOption(fail, `tokenizer.specialTokens[${quoted(token)}]`, id, `an id from 0 to ${MAX_ID}`);
  return { file: resolve(file), pattern, specialTokens };
}

/** As the hub has them: a folder of such a name may be there, but is not asked for. */
const MODEL = /^\w[\w.-]*(?:\/\w[\w.-]*)?$/;

function checkModel(source: { readonly model: string; readonly revision?: string | undefined }): TokenizerSource {
  refuseUnknown(fail, "tokenizer field", source, ["model", "revision"]);
  const { model, revision } = source;
  if (!(typeof model === "string" && MODEL.test(model)))
    throw invalidOption(fail, "tokenizer.model", model, 'a model\'s id, such as "Qwen/Qwen3-8B"');
  if (!(revision === undefined || (typeof revision === "string" && revision !== "")))
    throw invalidOption(fail, "tokenizer.revision", revision, "a branch, a tag or a commit");
  return { model, ...(revision !== undefined && { revision }) };
}

/** Jobs of earlier releases may have it. */
function refuseIgnore(source: object): void {
  if (!("ignore" in source)) return;
  throw fail(
    "The tokenizer field ignore was removed: a job encodes only the documents, whatever a tokenizer.json says about post_processor, truncation and padding. Leave it out.",
    "tokenizer.ignore",
    source.ignore,
  );
}

function oneOf<T extends string>(name: string, value: T, choices: readonly T[]): T {
  if (choices.includes(value)) return value;
  throw invalidOption(fail, name, value, `one of ${choices.map((choice) => JSON.stringify(choice)).join(", ")}`);
}
