/** `windrow help [COMMAND]`: in place of commander's own, which takes any name and prints the general help. */
import { nearNames } from "@windrow/core";
import type { Command } from "commander";

/** Adds `help` to the program. */
export function addHelpCommand(root: Command): void {
  root
    .helpCommand(false)
    .command("help")
    .summary("print the help of a command")
    .description("Prints the help of COMMAND, or that of windrow.")
    .usage("[COMMAND]")
    .argument("[COMMAND]", "a command")
    .action((name: string | undefined, _options: object, self: Command) => {
      if (name === undefined) root.help();
      const command = root.commands.find((one) => one.name() === name);
      if (command !== undefined) command.help();
      const names = root.commands.map((one) => one.name());
      const [near] = nearNames(name, names, 1);
      const suggestion = near === undefined ? "" : `\n(Did you mean ${near}?)`;
      self.error(`error: unknown command '${name}'${suggestion}`);
    });
}
