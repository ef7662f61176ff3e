/** `windrow inspect`: what a token is. */
import type { EncodingName } from "@windrow/tokenizer-bpe";
import { InvalidArgumentError, type Command } from "commander";
import { encodingOption, jsonOption, parseCount, textOption } from "../options.ts";
import type { Terminal } from "../terminal.ts";
import type { Special } from "../tokens/special-option.ts";

const EXAMPLES = `Examples:
  windrow inspect 27678                 bytes, text, rank, neighbours
  windrow inspect 50256 100257 -e cl100k_base
  windrow inspect --text " hello"       the tokens of a text
  windrow inspect 464 --json
`;

/** What the command line said. */
export interface InspectOptions {
  readonly encoding: EncodingName;
  readonly special: Special;
  readonly text?: string;
  readonly json: boolean;
}

/** Adds `inspect` to the program. */
export function addInspectCommand(root: Command, terminal: Terminal): void {
  root
    .command("inspect")
    .summary("tell what a token is")
    .description("Tells the bytes, text and rank of each token ID, whether it is special, and the ids next to it.")
    .usage("[options] ID...")
    .argument("[ID...]", "token ids", (id: string, before: number[] | undefined) => [...(before ?? []), parseId(id)])
    .addOption(textOption().default(undefined))
    .addOption(encodingOption())
    .addOption(jsonOption())
    .addHelpText("before", EXAMPLES)
    .action(async (ids: number[] | undefined, options: InspectOptions, command: Command) => {
      const { runInspect } = await import("../inspect/run-inspect.ts");
      await runInspect(ids ?? [], options, command, terminal);
    });
}

function parseId(id: string): number {
  try {
    return parseCount(id);
  } catch {
    throw new InvalidArgumentError("Expected a token id, a whole number of at least 0. For a text, give --text.");
  }
}
