/** The completion script of a shell. */
import type { Command } from "commander";
import { bashScript } from "./bash-script.ts";
import { completedCommands, type CompletedCommand, type CompletedOption } from "./command-tree.ts";
import { fishScript } from "./fish-script.ts";
import { zshScript } from "./zsh-script.ts";

type Script = (commands: readonly CompletedCommand[], global: readonly CompletedOption[]) => string;

/** Shells that there are scripts for. */
export type Shell = "bash" | "zsh" | "fish";

const SCRIPTS: Readonly<Record<Shell, Script>> = { bash: bashScript, zsh: zshScript, fish: fishScript };

/** A script for the commands of `root`. */
export function completionScript(shell: Shell, root: Command): string {
  const { commands, global } = completedCommands(root);
  return SCRIPTS[shell](commands, global);
}
