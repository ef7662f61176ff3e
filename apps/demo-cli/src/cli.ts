/** The command line: which commands there are, and what each kind of failure returns. Commands load what they need when they run. */
import { readFileSync } from "node:fs";
import { visibleText, wordingOf } from "@windrow/core";
import { Command, CommanderError } from "commander";
import { addBatchesCommand } from "./commands/batches/command.ts";
import { addChatCommand } from "./commands/chat/command.ts";
import { addCompareCommand } from "./commands/compare/command.ts";
import { addCompletionCommand } from "./commands/completion/command.ts";
import { addCountCommand } from "./commands/count/command.ts";
import { addDecodeCommand } from "./commands/decode/command.ts";
import { addDemoCommand } from "./commands/demo/command.ts";
import { addDiffCommand } from "./commands/diff/command.ts";
import { addEmbedCommand } from "./commands/embed/command.ts";
import { addHelpCommand } from "./commands/help/command.ts";
import { addInspectCommand } from "./commands/inspect/command.ts";
import { addPackCommand } from "./commands/pack/command.ts";
import { addPrepareCommand } from "./commands/prepare/command.ts";
import { addReportCommand } from "./commands/report/command.ts";
import { addResumeCommand } from "./commands/resume/command.ts";
import { addServeCommand } from "./commands/serve/command.ts";
import { addSplitCommand } from "./commands/split/command.ts";
import { addStatusCommand } from "./commands/status/command.ts";
import { addTokenizeCommand } from "./commands/tokenize/command.ts";
import { addTrainCommand } from "./commands/train/command.ts";
import { addTruncateCommand } from "./commands/truncate/command.ts";
import { addVerifyCommand } from "./commands/verify/command.ts";
import { addWindowsCommand } from "./commands/windows/command.ts";
import { addWorkerCommand } from "./commands/worker/command.ts";
import { EXIT, exitCodeOf } from "./errors/exit-codes.ts";
import { asOptions } from "./errors/as-options.ts";
import { printError } from "./errors/print-error.ts";
import { isOfValue, usageMessage } from "./errors/usage-message.ts";
import { guarded, type GuardedTerminal, type Terminal } from "./terminal/terminal.ts";

const EXAMPLES = `Examples:
  windrow demo                            from text to embeddings, step by step
  windrow tokenize --text "Rake it up."   tokens and their ids
  windrow count "texts/*.txt"             tokens of files of any size
  windrow compare book.txt                encodings side by side
  windrow split book.txt --tokens 500     chunks of 500 tokens
  windrow report book.txt                 a page to explore and share
  windrow train "texts/*.txt" --vocab-size 8192 -o my.tiktoken
  windrow prepare texts -o shards -e gpt2 token shards to train on, on all cores
`;

const EXIT_CODES = `
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 some of several files failed or a
job is not done, 130 interrupted.`;

/** Runs one command line. @returns the exit code: 0 done, 1 failed, 2 usage, 3 incomplete, 130 interrupted */
export async function run(args: readonly string[], given: Terminal): Promise<number> {
  const terminal = guarded(given);
  const root = program(terminal);
  let running = root;
  root.hook("preAction", (_, command) => void (running = command));
  try {
    await root.parseAsync(args, { from: "user" });
    return EXIT.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    printError(messageOf(error, running), terminal);
    return exitCodeOf(error);
  }
}

/**
 * One line for what has a code: our packages' errors and the system's. Anything else is a bug, and shows where.
 * @param command whose options it names
 */
function messageOf(error: unknown, command: Command): string {
  const { name, message, stack, code, syscall } = Object(error) as Partial<NodeJS.ErrnoException>;
  if (typeof code !== "string") {
    const what = stack === undefined ? String(error) : `${name}: ${message}`;
    const frames = (stack ?? "").split("\n").filter((line) => /^ {4}at /.test(line));
    return [`unexpected error, please report it: ${visibleText(what)}`, ...frames].join("\n");
  }
  // A name may have a line end, which is not one of the message. Our own messages are visible already.
  const said =
    error instanceof Error && syscall === undefined
      ? asOptions(wordingOf(error), command)
      : visibleText(String(message));
  return said.replaceAll(/\s+/g, " ");
}

/** All commands, as one line is parsed with them. */
export function program(given: GuardedTerminal): Command {
  // --color and --no-color are known once the line is parsed, which is before any command runs.
  const terminal = { ...given };
  const root = new Command("windrow")
    .description("From text to embeddings: words, byte pairs, windows, batches, embeddings.")
    .version(version(), "-V, --version", "print the version")
    .option("--color", "use colour even when the output is not a terminal")
    .option("--no-color", "use no colour")
    .addHelpText("before", EXAMPLES)
    .addHelpText("after", EXIT_CODES)
    .hook("preAction", (command) => {
      const { color } = command.opts<{ color?: boolean }>();
      terminal.isStyled = color ?? given.isStyled;
    })
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: terminal.stdout,
      writeErr: terminal.stderr,
      getOutHelpWidth: () => terminal.columns ?? 80,
      getErrHelpWidth: () => terminal.columns ?? 80,
    })
    .exitOverride();
  addDemoCommand(root, terminal);
  addTokenizeCommand(root, terminal);
  addCountCommand(root, terminal);
  addCompareCommand(root, terminal);
  addDiffCommand(root, terminal);
  addTruncateCommand(root, terminal);
  addSplitCommand(root, terminal);
  addDecodeCommand(root, terminal);
  addChatCommand(root, terminal);
  addWindowsCommand(root, terminal);
  addBatchesCommand(root, terminal);
  addEmbedCommand(root, terminal);
  addInspectCommand(root, terminal);
  addReportCommand(root, terminal);
  addServeCommand(root, terminal);
  addTrainCommand(root, terminal);
  addPackCommand(root, terminal);
  addPrepareCommand(root, terminal);
  addWorkerCommand(root, terminal);
  addStatusCommand(root, terminal);
  addResumeCommand(root, terminal);
  addVerifyCommand(root, terminal);
  addCompletionCommand(root, terminal);
  addHelpCommand(root);
  printUsageErrors(root, "windrow <command>", "windrow", terminal);
  for (const command of root.commands) {
    const name = `windrow ${command.name()}`;
    printUsageErrors(command, `${name} ${command.usage()}`, name, terminal);
  }
  return root;
}

/** What is wrong with a line, and the usage; without it where the form of the line is right and a value is wrong. */
function printUsageErrors(command: Command, usage: string, name: string, terminal: Terminal): void {
  command.configureOutput({
    outputError(said) {
      // What was typed is in the message, and may have line ends.
      printError(usageMessage(said).replaceAll("\n", "\\n"), terminal);
      if (!isOfValue(said)) terminal.stderr(`\nUsage: ${usage}\nMore: ${name} --help\n`);
    },
  });
}

function version(): string {
  const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };
  return manifest.version;
}
