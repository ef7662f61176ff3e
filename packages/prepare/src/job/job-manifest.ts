/**
 * job.json, the manifest of a job: everything that decides a byte of the output, before any work starts.
 * The lists that may be long, of inputs and of units, lie beside it (record-file.ts), known by their sha256.
 * Its own sha256 is the job's fingerprint.
 */
import type { ShardFormat } from "@windrow/shards";
import type { InputType, ReadOptions } from "../read/input/input-file.ts";
import type { TokenizerSource } from "./prepare-job.ts";

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
  /** Id of the token that ends a document, where the job puts any. */
  readonly eotToken: number | undefined;
}

/** One bit for each document of a job, in their order. */
export interface BitsEntry {
  /** How many are set. */
  readonly count: number;
  /** Hash of the file. */
  readonly sha256: string;
}

/** What the manifest has of a list. */
export interface RecordsEntry {
  readonly count: number;
  /** sha256 of the file of lines, 64 hex digits. */
  readonly sha256: string;
}

/** job.json: what was asked for, and what the plan has made of it. It decides every byte of the result. */
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
  /** Present where duplicates or a validation set were looked for: documents were counted for that. */
  readonly documents?: number;
  /** Documents that go to the validation set. */
  readonly validation?: BitsEntry;
  /** Documents that are left out because an earlier one has the same text. */
  readonly duplicates?: BitsEntry;
  /** Links to folders that lie in the input folders and were not followed: the first 100. */
  readonly linksToFolders?: readonly string[];
}
