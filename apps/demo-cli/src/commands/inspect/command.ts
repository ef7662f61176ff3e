/** `windrow inspect`: what a token is. */
import { InvalidArgumentError, type Command } from "commander";
import { jsonOption, textOption } from "../../options/common-options.ts";
import { parseCount } from "../../options/parse-number.ts";
import { TODAYS_ENCODING } from "../../options/encoding-options.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { addTokenizerOptions } from "../../options/tokenizer-options.ts";
import type { InspectOptions } from "./run-inspect.ts";

const EXAMPLES = `Examples:
  windrow inspect 27678                 bytes, text, rank, neighbours
  windrow inspect 50256 100257 -e cl100k_base
  windrow inspect --text " hello"       the tokens of a text
  windrow inspect 464 --json
`;

/** Adds `inspect` to the program. */
export function addInspectCommand(root: Command, terminal: Terminal): void {
  const command = root
    .command("inspect")
    .summary("show what a token is")
    .description("Shows the bytes, text and rank of each token ID, whether it is special, and the ids next to it.")
    .usage("[options] ID...")
    .argument("[ID...]", "token ids", (id: string, before: number[] | undefined) => [...(before ?? []), parseId(id)])
    .addOption(textOption().default(undefined));
  addTokenizerOptions(command, { encoding: TODAYS_ENCODING })
    .addOption(jsonOption())
    .addHelpText("before", EXAMPLES)
    .action(async (ids: number[] | undefined, options: InspectOptions, self: Command) => {
      const { runInspect } = await import("./run-inspect.ts");
      await runInspect(ids ?? [], options, self, terminal);
    });
}

function parseId(id: string): number {
  try {
    return parseCount(id);
  } catch {
    throw new InvalidArgumentError("is not a token id. For a text, give --text.");
  }
}
