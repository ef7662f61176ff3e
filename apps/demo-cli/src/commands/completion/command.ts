/** `windrow completion`: scripts that complete commands, options and files in a shell. */
import { Argument, type Command } from "commander";
import type { Shell } from "./completion-script.ts";
import type { Terminal } from "../../terminal/terminal.ts";

const EXAMPLES = `Examples:
  bash:  source <(windrow completion bash)      in ~/.bashrc
  zsh:   source <(windrow completion zsh)       in ~/.zshrc, after compinit
  fish:  windrow completion fish > ~/.config/fish/completions/windrow.fish
`;

/** Adds `completion` to the program. */
export function addCompletionCommand(root: Command, terminal: Terminal): void {
  root
    .command("completion")
    .summary("print a script that completes windrow's commands in a shell")
    .description("Prints a script for SHELL, made from this program's own commands, options and choices.")
    .usage("SHELL")
    .addArgument(new Argument("<SHELL>", "which shell").choices(["bash", "zsh", "fish"]))
    .addHelpText("before", EXAMPLES)
    .action(async (shell: Shell) => {
      const { completionScript } = await import("./completion-script.ts");
      terminal.stdout(completionScript(shell, root));
    });
}
