/** Options that were given and would change nothing: refused, since whoever gave one counts on it. */
import type { Command } from "commander";

/**
 * Refuses an option that the command line gave where it has no effect.
 * @param name as commander has it, such as `maxLength`
 * @param reason why there is none, as in "--seed has no effect without --shuffle"
 * @param advice what else to do than leaving it out
 * @throws CommanderError where it was given
 */
export function refuseIdle(command: Command, name: string, reason: string, advice: string = ""): void {
  if (command.getOptionValueSource(name) !== "cli") return;
  const option = command.options.find((one) => one.attributeName() === name)!;
  const way = advice === "" ? "Leave it out." : `${advice}, or leave it out.`;
  command.error(`error: ${option.long} has no effect ${reason}. ${way}`);
}
