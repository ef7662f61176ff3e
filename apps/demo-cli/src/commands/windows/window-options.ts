/** Options of windows and batches, as the demo has them. */
import type { Command } from "commander";
import { jsonOption, textOption } from "../../options/common-options.ts";
import { NOTEBOOK_ENCODING } from "../../options/encoding-options.ts";
import { parsePositive } from "../../options/parse-number.ts";
import { addTokenizerOptions, type TokenizerOptions } from "../../options/tokenizer-options.ts";
import { specialOption, type Special } from "../../options/special-option.ts";

/** What the command line said. */
export interface WindowOptions extends TokenizerOptions {
  readonly special: Special;
  readonly text?: string;
  readonly maxLength?: number;
  readonly stride?: number;
  readonly limit: number;
  readonly json: boolean;
}

/** Adds them to a command. @param limit how many of `what` are shown by default */
export function addWindowOptions(command: Command, limit: number, what: string): Command {
  return addTokenizerOptions(command.addOption(textOption()), { encoding: NOTEBOOK_ENCODING })
    .addOption(specialOption())
    .option("--max-length <n>", "tokens in a window (default: 100, or fewer for a shorter text)", parsePositive)
    .option("--stride <n>", "tokens from window to window (default: the window's length)", parsePositive)
    .option("--limit <n>", `number of ${what} to show`, parsePositive, limit)
    .addOption(jsonOption());
}
