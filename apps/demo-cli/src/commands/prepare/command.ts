/** `windrow prepare INPUT... -o OUT`: documents to token shards, on all cores or on many machines. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { openAiModelOption, requiredEncodingOption } from "../../options/encoding-options.ts";
import { parsePositive } from "../../options/parse-number.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { modelOption } from "../../options/tokenizer-options.ts";
import { addExecutorOptions } from "../../job/executor-options.ts";
import type { PrepareCommandOptions } from "./job-of-options.ts";

const EXAMPLES = `Examples:
  windrow prepare texts -o shards -e gpt2            each file is a document
  windrow prepare "web/*.jsonl.gz" -o shards -e o200k_base --validation 0.001
  windrow prepare texts -o shards --tokenizer Qwen/Qwen3-8B
  windrow prepare all.txt -o shards -e gpt2 --separator "\\n\\n" --format llm.c
  windrow prepare texts -o out -e gpt2 --world-size 16      one rank of 16
  windrow resume shards                              after an interruption
`;

/** Adds `prepare` to the program. */
export function addPrepareCommand(root: Command, terminal: Terminal): void {
  const command = root
    .command("prepare")
    .summary("write token shards to train on, on all cores or many machines")
    .description("Encodes the documents of INPUTs (files, folders, globs) to token shards in the folder OUT.")
    .usage("[options] INPUT... -o OUT")
    .argument("<INPUT...>", "text, JSONL or Parquet files, plain, gzip or zstd; folders; globs in quotes")
    .requiredOption("-o, --output <folder>", "folder of the shards; a job started there continues")
    .addOption(requiredEncodingOption())
    .addOption(openAiModelOption())
    .addOption(modelOption("instead of an encoding"))
    .option("--vocab <file>", "a file instead of an encoding: .tiktoken, or tokenizer.json")
    .option("--pattern <name>", "how a .tiktoken splits text, if there is no .tiktoken.json next to it")
    .option("--special-token <token=id>", "a special token of --vocab; can be repeated", parseSpecial)
    .addOption(
      new Option("--format <name>", "format of the shards").choices(["bin", "llm.c", "megatron", "npy"]).default("bin"),
    )
    .option("--shard-tokens <n>", "tokens per shard (default: 100 million)", parsePositive)
    .option("--validation <fraction>", "share of the documents that becomes a separate set", parseFraction)
    .option("--dedupe", "keep only the first of documents with the same text", false)
    .addOption(
      choice("--input-type <name>", "what the inputs are (default: by name and content)", ["text", "jsonl", "parquet"]),
    )
    .option("--separator <text>", "ends a document in a text file; \\n, \\t, \\r, \\\\ are understood", parseSeparator)
    .option("--field <name>", 'field of JSONL, column of Parquet (default: "text")')
    .addOption(
      choice("--invalid-text <policy>", "documents that are not UTF-8 text", ["fail", "replace", "skip"]).default(
        "fail",
      ),
    )
    .option(
      "--max-expansion <n>",
      "how many times its size a compressed input may expand to (default: 100)",
      parsePositive,
    )
    .addOption(
      choice("--end-of-text <place>", "where <|endoftext|>, or the eos_token of --tokenizer, is put", [
        "after",
        "before",
        "between",
        "none",
      ]).default("after"),
    )
    .option("--unit-bytes <n>", "bytes of input per unit of work (default: a 64th of all, 2 to 16 MiB)", parsePositive)
    .option("--plan-only", "only write the plan, so that ranks and workers can start at once", false);
  addExecutorOptions(command)
    .addHelpText("before", EXAMPLES)
    .action(async (named: string[], options: PrepareCommandOptions) => {
      const { runPrepare } = await import("./run-prepare.ts");
      await runPrepare(named, options, command, terminal);
    });
}

function choice(flags: string, description: string, choices: readonly string[]): Option {
  return new Option(flags, description).choices(choices);
}

function parseFraction(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && value < 1) return value;
  throw new InvalidArgumentError("must be a number from 0 up to, but not including, 1, such as 0.001.");
}

/** The last = divides: tokens may have one. */
function parseSpecial(text: string, before: Readonly<Record<string, number>> = {}): Readonly<Record<string, number>> {
  const [, token, id] = /^(.+)=(\d+)$/s.exec(text) ?? [];
  if (token !== undefined && Number.isSafeInteger(Number(id))) return { ...before, [token]: Number(id) };
  throw new InvalidArgumentError('must be TOKEN=ID, such as "<|endoftext|>=50256".');
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\\": "\\" };

function parseSeparator(text: string): string {
  if (text === "") throw new InvalidArgumentError("must be some text. Leave it out to take each file as one document.");
  return text.replaceAll(/\\(.?)/gs, (escape, letter: string) => {
    const meant = ESCAPES[letter];
    if (meant !== undefined) return meant;
    throw new InvalidArgumentError(`${escape} is not an escape here: use \\n, \\t, \\r or \\\\.`);
  });
}
