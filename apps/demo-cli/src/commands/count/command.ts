/** `windrow count`: tokens of files of any size, and of whole folders. */
import { listEncodingNames } from "@windrow/tokenizer-bpe";
import { type Command, Option } from "commander";
import type { CountOptions } from "./run-count.ts";
import { encodingsOption, openAiModelOption, TODAYS_ENCODING } from "../../options/encoding-options.ts";
import { jsonOption, textOption } from "../../options/common-options.ts";
import { parseCount, parsePositive } from "../../options/parse-number.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { addVocabOptions, modelOption } from "../../options/tokenizer-options.ts";
import { specialOption } from "../../options/special-option.ts";

const EXAMPLES = `Examples:
  windrow count .                       this folder, the largest files first
  windrow count src docs --by type      totals of .ts, .md ...; or --by folder
  windrow count . --top 10              only the ten largest, and the total
  windrow count prompts --limit 100000  exit code 1 if there are more
  windrow count book.txt                tokens, characters, bytes
  windrow count "texts/**/*.txt" -e o200k_base,cl100k_base
  windrow count book.txt --tokenizer Qwen/Qwen3-8B
  cat book.txt | windrow count -
  windrow count . --json
`;

/** Adds `count` to the program. */
export function addCountCommand(root: Command, terminal: Terminal): void {
  const command = root
    .command("count")
    .summary("count tokens, of files of any size and whole folders")
    .description(
      "Counts the tokens of each FILE and in total, largest first. A folder stands for every text in it, except what " +
        ".gitignore leaves out, node_modules and binary files. Files are streamed, on all cores: memory does not grow with them.",
    )
    .usage("[options] FILE...")
    .argument("[FILE...]", "text files, folders, globs in quotes, or - for standard input")
    .addOption(textOption())
    .addOption(encodingsOption(listEncodingNames(), [TODAYS_ENCODING]))
    .addOption(openAiModelOption())
    .addOption(modelOption("instead of an encoding"));
  addVocabOptions(command, "instead of an encoding")
    .addOption(specialOption())
    .addOption(
      new Option("--by <what>", "totals by folder or by file type, instead of files").choices(["folder", "type"]),
    )
    .addOption(new Option("--top <n>", "list only the n largest; the total includes all").argParser(parsePositive))
    .addOption(
      new Option("--limit <n>", "fail if the total is above n tokens in the first encoding").argParser(parseCount),
    )
    .addOption(new Option("--threads <n>", "threads that count (default: one per core)").argParser(parsePositive))
    .addOption(jsonOption())
    .addHelpText("before", EXAMPLES)
    .action(async (named: string[], options: CountOptions, self: Command) => {
      const { runCount } = await import("./run-count.ts");
      await runCount(named, options, self, terminal);
    });
}
