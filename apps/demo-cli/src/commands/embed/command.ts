/** `windrow embed`: the vectors of a text's first ids. */
import { Option, type Command } from "commander";
import { DEFAULT_OPTIONS } from "../../options/notebook-options.ts";
import { jsonOption, textOption } from "../../options/common-options.ts";
import { NOTEBOOK_ENCODING } from "../../options/encoding-options.ts";
import { parsePositive, parseSeed } from "../../options/parse-number.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { addTokenizerOptions } from "../../options/tokenizer-options.ts";
import { specialOption } from "../../options/special-option.ts";
import type { EmbedOptions } from "./run-embed.ts";

const EXAMPLES = `Examples:
  windrow embed book.txt                             vectors of the first 8 ids
  windrow embed --text "hay hay" --embedding-dim 4   one token at two positions
  windrow embed book.txt --positional sinusoidal --limit 16
  windrow embed book.txt --seed 123 --json
`;

/** Adds `embed` to the program. */
export function addEmbedCommand(root: Command, terminal: Terminal): void {
  const command = root
    .command("embed")
    .summary("show the input embeddings of a text's first ids")
    .description(
      "Shows the input embeddings of the first ids of FILE: a row of a table for each token, plus one for each position, " +
        "looked up by an ONNX graph. The tables are random, as torch draws them: nothing has been learned yet.",
    )
    .usage("[options] FILE")
    .argument("[FILE]", "a text file, or - for standard input")
    .addOption(textOption());
  addTokenizerOptions(command, { encoding: NOTEBOOK_ENCODING })
    .addOption(specialOption())
    .option("--embedding-dim <n>", "numbers in an embedding", parsePositive, DEFAULT_OPTIONS.embeddingDim)
    .addOption(
      new Option("--positional <kind>", "position table").choices(["learned", "sinusoidal", "none"]).default("learned"),
    )
    .option("--seed <n>", "seed of the random weights", parseSeed, DEFAULT_OPTIONS.seed)
    .option("--limit <n>", "number of ids to show", parsePositive, 8)
    .addOption(jsonOption())
    .addHelpText("before", EXAMPLES)
    .action(async (file: string | undefined, options: EmbedOptions, self: Command) => {
      const { runEmbed } = await import("./run-embed.ts");
      await runEmbed(file, options, self, terminal);
    });
}
