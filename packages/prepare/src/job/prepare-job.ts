/** What a user asks for: plain JSON, so that it can be kept in a file and sent anywhere. */
import type { ShardFormat } from "@windrow/shards";
import type { EncodingName } from "@windrow/tokenizer-bpe";
import type { InputType, InvalidTextPolicy } from "../read/input/input-file.ts";

/** The tokenizer by name: one of the encodings, a model's, or a file's. */
export type TokenizerSource =
  | { readonly encoding: EncodingName }
  | {
      /** A model's id on Hugging Face's hub, such as `Qwen/Qwen3-8B`. Each machine has it in its cache, or downloads it. */
      readonly model: string;
      /** A branch, a tag or a commit; default `"main"`. Where it has moved since the job was planned, the job is refused. */
      readonly revision?: string | undefined;
    }
  | {
      /** With a tokenizer.json and tokenizer_config.json, whose `eos_token` ends documents; all machines see it. */
      readonly folder: string;
    }
  | {
      /**
       * A `.tiktoken` file, or by its ending `.json` a tokenizer.json or Mistral's tekken.json, in a folder that all machines
       * see.
       */
      readonly file: string;
      /** For a `.tiktoken` file: an encoding's pattern by its name, or a regular expression. */
      readonly pattern?: string | undefined;
      /** For a `.tiktoken` file: the ids of special tokens; `<|endoftext|>` ends documents. */
      readonly specialTokens?: Readonly<Record<string, number>> | undefined;
    };

/** Documents in, token shards out. */
export interface PrepareJob {
  /** Files, and folders, which stand for all files below them in the order of their paths. */
  readonly inputs: readonly string[];
  /** Folder of the shards; it is made. */
  readonly output: string;
  readonly tokenizer: TokenizerSource;
  /** What the inputs are; default: by the ending of each name, and by its first bytes. */
  readonly inputType?: InputType | undefined;
  /** Ends a document in a text file; default: a file is one document. */
  readonly separator?: string | undefined;
  /** Field of JSONL objects, column of Parquet tables; default "text". */
  readonly field?: string | undefined;
  /** A document that is not text; default "fail". */
  readonly invalidText?: InvalidTextPolicy | undefined;
  /**
   * How many times its own bytes a compressed input or a table may expand to; default 100. Up to 16 MiB are always
   * allowed. More is an error: a file of some kilobytes may have been made to expand to terabytes.
   */
  readonly maxExpansion?: number | undefined;
  /** Where the token that ends a document is put, `<|endoftext|>` or a model's `eos_token`: default "after" each document. */
  readonly endOfText?: "after" | "before" | "between" | "none" | undefined;
  /** Format of the shards; default "bin". */
  readonly format?: ShardFormat | undefined;
  /** Tokens of a shard; default 100,000,000. */
  readonly shardTokens?: number | undefined;
  /** Part of the documents that goes to a set of its own, by the hash of their text: 0 to 1 without 1; default 0, no such set. */
  readonly validation?: number | undefined;
  /** Whether of documents with the same text only the first is kept; default false. */
  readonly removeDuplicates?: boolean | undefined;
  /** Bytes of input that one unit of work has, or a little more; default: a 64th of all, 2 to 16 MiB. */
  readonly unitBytes?: number | undefined;
}
