/** `windrow pack tokenizer.json -o qwen3.mjs`: a model's tokenizer as a module. */
import type { Command } from "commander";
import { jsonOption } from "../../options/common-options.ts";
import type { PackCommandOptions } from "./run-pack.ts";
import type { Terminal } from "../../terminal/terminal.ts";

const EXAMPLES = `Examples:
  windrow pack tokenizer.json -o qwen3.mjs       then, in your code:
      import { qwen3 } from "./qwen3.mjs"
  windrow pack models/Qwen3-8B -o src/qwen3.mjs  with its tokenizer_config.json
  windrow pack Qwen/Qwen3-8B -o qwen3.mjs        from the Hugging Face Hub
  windrow pack models/Qwen3-8B -o qwen3.mjs --chat-template
`;

/** Adds `pack` to the program. */
export function addPackCommand(root: Command, terminal: Terminal): void {
  root
    .command("pack")
    .summary("pack a model's tokenizer into a module")
    .description(
      "Packs the tokenizer FILE as one small module, for browsers and edge runtimes too: it loads at once, and reads and " +
        "fetches nothing. It imports @windrow/tokenizer-hf. FILE is a tokenizer.json, a tekken.json or SentencePiece's .model, " +
        "a folder with one, or a model's id on the Hugging Face Hub, with @REVISION for a branch, a tag or a commit.",
    )
    .usage("[options] FILE -o NAME.mjs")
    .argument("<FILE>", "a tokenizer.json, tekken.json or SentencePiece .model, its folder, or a model's id")
    .requiredOption("-o, --output <file>", "the module to write, NAME.mjs or NAME.js, which exports NAME")
    .option("--chat-template", "include the model's chat templates", false)
    .option("--force", "replace the module if it exists", false)
    .addOption(jsonOption())
    .addHelpText("before", EXAMPLES)
    .action(async (source: string, options: PackCommandOptions, self: Command) => {
      const { runPack } = await import("./run-pack.ts");
      await runPack(source, options, self, terminal);
    });
}
