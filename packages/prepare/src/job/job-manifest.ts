/**
 * job.json, the manifest of a job: everything that decides a byte of the output, before any work starts.
 * The lists that may be long, of inputs and of units, lie beside it (record-file.ts), known by their sha256.
 * Its own sha256 is the job's fingerprint.
 */
import type { ShardFormat } from "@windrow/dataset/shards";
import { PrepareError } from "../errors.ts";
import type { InputType, ReadOptions } from "../read/types.ts";
import type { TokenizerSource } from "./prepare-job.ts";
import type { RecordsEntry } from "./record-file.ts";

/** Where `<|endoftext|>` is put. */
export type EndOfText = "after" | "before" | "between" | "none";

/** Options of a job, with the defaults filled in. */
export interface JobOptions extends ReadOptions {
  readonly inputType: InputType | undefined;
  readonly endOfText: EndOfText;
  readonly format: ShardFormat;
  readonly shardTokens: number;
  readonly validation: number;
  readonly removeDuplicates: boolean;
  readonly unitBytes: number;
}

/** The tokenizer of a job: how it is loaded, and what has to come of it. */
export interface JobTokenizer {
  readonly source: TokenizerSource;
  readonly name: string;
  /** sha256 over everything that decides its ids: ranks, pattern, special tokens. */
  readonly fingerprint: string;
  readonly vocabSize: number;
  /** Id of `<|endoftext|>`, where the job puts any. */
  readonly eotToken: number | undefined;
}

/** One bit for each document of a job, in their order. */
export interface BitsEntry {
  /** How many are set. */
  readonly count: number;
  /** Of the file. */
  readonly sha256: string;
}

export interface JobManifest {
  readonly kind: "windrow-prepare-job";
  readonly version: 1;
  /** Absolute, as they were asked for: files and folders. */
  readonly requested: readonly string[];
  readonly tokenizer: JobTokenizer;
  readonly options: JobOptions;
  readonly inputs: RecordsEntry;
  readonly units: RecordsEntry;
  /** Bytes of all inputs. */
  readonly bytes: number;
  /** Where the fate of each document was decided before: they were counted. */
  readonly documents?: number;
  /** Documents that go to the validation set. */
  readonly validation?: BitsEntry;
  /** Documents that are left out because an earlier one has the same text. */
  readonly duplicates?: BitsEntry;
}

/** The manifest that a file's text holds. @throws PrepareError PREPARE_JOB_INVALID */
export function parseJobManifest(text: string, path: string): JobManifest {
  let manifest: JobManifest;
  try {
    manifest = JSON.parse(text) as JobManifest;
  } catch (error) {
    throw invalidJob(path, `is no JSON (${(error as Error).message})`);
  }
  if (manifest?.kind !== "windrow-prepare-job") throw invalidJob(path, "is no manifest of a job");
  if (manifest.version !== 1)
    throw invalidJob(path, `has version ${String(manifest.version)}; expected 1, the only one this release reads`);
  const { requested, tokenizer, options, inputs, units } = manifest;
  for (const [field, holds] of Object.entries({
    requested: Array.isArray(requested) && requested.every((one) => typeof one === "string"),
    tokenizer: typeof tokenizer?.fingerprint === "string" && typeof tokenizer.source === "object",
    options: typeof options?.format === "string" && typeof options.shardTokens === "number",
    inputs: Number.isSafeInteger(inputs?.count) && typeof inputs.sha256 === "string",
    units: Number.isSafeInteger(units?.count) && typeof units.sha256 === "string",
  })) {
    if (!holds) throw invalidJob(path, `has no valid ${field}`);
  }
  return manifest;
}

export function invalidJob(path: string, what: string): PrepareError {
  return new PrepareError(
    "PREPARE_JOB_INVALID",
    `${path} ${what}: the job can't go on; remove the output folder and prepare anew.`,
    { path },
  );
}
