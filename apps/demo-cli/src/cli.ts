/** The command line: what can be typed, and what each kind of failure returns. */
import { readFileSync } from "node:fs";
import { listEncodingNames } from "@windrow/tokenizer-bpe";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { EXIT } from "./exit-codes.ts";
import { addReportCommand } from "./commands/report.ts";
import { addServeCommand } from "./commands/serve.ts";
import { runDemo } from "./demo/demo-command.ts";
import { DEFAULT_OPTIONS, type DemoOptions } from "./demo/settings.ts";
import type { Terminal } from "./terminal.ts";

const EXAMPLES = `Examples:
  windrow demo                          the road on the text that ships with windrow
  windrow demo book.txt                 on your own text
  windrow demo book.txt --json          as one JSON object on stdout
  windrow demo book.txt --encoding o200k_base --max-length 256 --stride 128
`;

/** Runs one command line. @returns the exit code: 0 done, 1 failed, 2 usage */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await program(terminal).parseAsync(args, { from: "user" });
    return EXIT.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    terminal.stderr(`windrow: ${messageOf(error)}\n`);
    return EXIT.failed;
  }
}

/** One line for what has a code: our packages' errors and the system's. Anything else is a bug, and shows where. */
function messageOf(error: unknown): string {
  const { message, stack, code } = Object(error) as { message?: string; stack?: string; code?: unknown };
  if (typeof code !== "string") return `unexpected error, please report it: ${stack ?? String(error)}`;
  return String(message).replaceAll(/\s+/g, " ");
}

function program(terminal: Terminal): Command {
  const root = new Command("windrow")
    .description("From text to embeddings: words, byte pairs, windows, batches, embeddings.")
    .version(version(), "-V, --version", "print the version")
    .configureOutput({
      writeOut: terminal.stdout,
      writeErr: terminal.stderr,
      outputError: (message, write) => write(message.replace(/^error: /, "windrow: ")),
    })
    .exitOverride();
  root
    .command("demo")
    .summary("walk the whole road on a text")
    .description("Walks the whole road on FILE (UTF-8 text), by default on the text that ships with windrow.")
    .usage("[options] [FILE]")
    .argument("[FILE]", "a text file")
    .option("--json", "print one JSON object instead", false)
    .addOption(
      new Option("--encoding <name>", "byte pair encoding")
        .choices(listEncodingNames())
        .default(DEFAULT_OPTIONS.encoding),
    )
    .option("--max-length <n>", "tokens in a window (default: 100, or what the text has)", parsePositive)
    .option("--stride <n>", "tokens from window to window (default: the window's length)", parsePositive)
    .option("--batch-size <n>", "windows in a batch", parsePositive, DEFAULT_OPTIONS.batchSize)
    .option("--embedding-dim <n>", "numbers in an embedding", parsePositive, DEFAULT_OPTIONS.embeddingDim)
    .option("--seed <n>", "seed of the random weights and of --shuffle", parseSeed, DEFAULT_OPTIONS.seed)
    .option("--shuffle", "take the windows in random order", DEFAULT_OPTIONS.shuffle)
    .addHelpText("before", EXAMPLES)
    .action((file: string | undefined, { json, ...options }: DemoOptions & { json: boolean }) =>
      runDemo(file, json, options, terminal),
    );
  addReportCommand(root, terminal);
  addServeCommand(root, terminal);
  root.showHelpAfterError("\nUsage: windrow <command>\nMore: windrow --help");
  root.commands[0]!.showHelpAfterError("\nUsage: windrow demo [options] [FILE]\nMore: windrow demo --help");
  return root;
}

function parsePositive(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError("Expected a whole number of at least 1.");
}

function parseSeed(text: string): number | bigint {
  if (!/^-?\d+$/.test(text)) throw new InvalidArgumentError("Expected a whole number.");
  const seed = BigInt(text);
  if (seed < -(2n ** 63n) || seed >= 2n ** 64n)
    throw new InvalidArgumentError("Expected a number from -2^63 to 2^64 - 1.");
  return Number.isSafeInteger(Number(text)) ? Number(text) : seed;
}

function version(): string {
  const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };
  return manifest.version;
}
