/** `windrow prepare`: documents to token shards. */
import type { EncodingName } from "@windrow/tokenizer-bpe";
import { type Command, InvalidArgumentError, Option } from "commander";
import { addExecutorOptions, type ExecutorOptions } from "../prepare/executor-options.ts";
import { encodingOption, parsePositive } from "../options.ts";
import type { Terminal } from "../terminal.ts";

const EXAMPLES = `Examples:
  windrow prepare texts/ -o shards -e o200k_base                a document a file
  windrow prepare pile.jsonl.gz -o shards --field content       a JSON object a line
  windrow prepare all.txt -o shards --separator "\\n\\n"          several in one file
  windrow prepare "web/*.parquet" -o shards --validation 0.01 --dedupe
  windrow prepare web/ -o /shared/shards --executor rank --world-size 16
`;

/** What the command line said. */
export interface PrepareCommandOptions extends ExecutorOptions {
  readonly output: string;
  readonly encoding: EncodingName;
  readonly vocab?: string;
  readonly pattern: string;
  readonly special?: Readonly<Record<string, number>>;
  readonly inputType?: "text" | "jsonl" | "parquet";
  readonly separator?: string;
  readonly field: string;
  readonly invalidText: "fail" | "replace" | "skip";
  readonly endOfText: "after" | "before" | "between" | "none";
  readonly format: "bin" | "llm.c" | "megatron" | "npy";
  readonly shardTokens: number;
  readonly validation: number;
  readonly dedupe: boolean;
  readonly unitBytes?: number;
  readonly planOnly: boolean;
}

/** Adds `prepare` to the program. */
export function addPrepareCommand(root: Command, terminal: Terminal): void {
  const command = root
    .command("prepare")
    .summary("make token shards of documents, on all cores or many machines")
    .description(
      "Encodes the documents of each INPUT, and writes token shards with a manifest. What is written depends on the inputs and the options alone. An interrupted run is gone on with by the same command, or by windrow resume.",
    )
    .usage("[options] INPUT... -o FOLDER")
    .argument("<INPUT...>", "text, JSON lines (plain, .gz, .zst) or Parquet: files, folders, globs in quotes")
    .requiredOption("-o, --output <folder>", "folder of the shards")
    .addOption(encodingOption())
    .option("--vocab <file>", "a .tiktoken file instead of an encoding")
    .option("--pattern <name>", "its pattern: an encoding's name, or a regular expression", "cl100k_base")
    .option("--special <token=id>", "a special token of it; may be given again", addSpecial)
    .addOption(
      new Option("--input-type <type>", "what the inputs are, whatever their names").choices([
        "text",
        "jsonl",
        "parquet",
      ]),
    )
    .option("--separator <text>", "ends a document in a text file; \\n and \\t are understood", unescape)
    .option("--field <name>", "field, or column, with the text", "text")
    .addOption(
      new Option("--invalid-text <policy>", "a document that is no UTF-8")
        .choices(["fail", "replace", "skip"])
        .default("fail"),
    )
    .addOption(
      new Option("--end-of-text <place>", "where <|endoftext|> is put")
        .choices(["after", "before", "between", "none"])
        .default("after"),
    )
    .addOption(
      new Option("--format <name>", "format of the shards").choices(["bin", "llm.c", "megatron", "npy"]).default("bin"),
    )
    .option("--shard-tokens <n>", "tokens of a shard", parsePositive, 100_000_000)
    .option("--validation <fraction>", "part of the documents for a validation set", parseFraction, 0)
    .option("--dedupe", "leave out documents whose text came before", false)
    .option("--unit-bytes <n>", "bytes of input of one unit of work (default: 16 MiB)", parsePositive)
    .option("--plan-only", "write the manifest and stop: for windrow resume on many machines", false);
  addExecutorOptions(command)
    .addHelpText("before", EXAMPLES)
    .action(async (inputs: string[], options: PrepareCommandOptions, self: Command) => {
      const { runPrepare } = await import("../prepare/run-prepare.ts");
      await runPrepare(inputs, options, self, terminal);
    });
}

function addSpecial(text: string, before: Readonly<Record<string, number>> | undefined): Record<string, number> {
  const place = text.lastIndexOf("=");
  const id = text.slice(place + 1);
  if (place < 1 || !/^\d+$/.test(id))
    throw new InvalidArgumentError("Expected a token and its id: <|endoftext|>=50256");
  return { ...before, [text.slice(0, place)]: Number(id) };
}

/** Shells leave \n as it is. */
function unescape(text: string): string {
  const meanings: Readonly<Record<string, string>> = { "\\n": "\n", "\\t": "\t", "\\r": "\r", "\\\\": "\\" };
  return text.replaceAll(/\\[ntr\\]/g, (escaped) => meanings[escaped]!);
}

function parseFraction(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && value < 1) return value;
  throw new InvalidArgumentError("Expected a number from 0 up to, and without, 1.");
}
