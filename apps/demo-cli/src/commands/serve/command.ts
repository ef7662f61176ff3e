/** `windrow serve [FILE]`: the page of `windrow report` on this machine alone, until Ctrl-C. */
import { type Command, InvalidArgumentError } from "commander";
import type { Terminal } from "../../terminal/terminal.ts";
import { addPageOptions, type PageOptions } from "../report/page-options.ts";

const EXAMPLES = `Examples:
  windrow serve                         for the text that ships with windrow
  windrow serve book.txt --port 8080    your own, at http://127.0.0.1:8080
`;

const DEFAULT_PORT = 4321;

/** Adds `serve` to the program. */
export function addServeCommand(root: Command, terminal: Terminal): void {
  const command = root
    .command("serve")
    .summary("serve that page on this machine, for any text you type")
    .description("Serves the page about FILE (UTF-8 text, - for standard input) on 127.0.0.1, until Ctrl-C.")
    .usage("[options] [FILE]")
    .argument("[FILE]", "a text file (default: the text that ships with windrow)")
    .option("--port <n>", "port to listen on, 0 for a free one", parsePort, DEFAULT_PORT);
  addPageOptions(command)
    .addHelpText("before", EXAMPLES)
    .action(async (file: string | undefined, options: PageOptions & { port: number }, self: Command) => {
      const { runServe } = await import("./run-serve.ts");
      await runServe(file, options, self, terminal);
    });
}

function parsePort(text: string): number {
  if (/^\d+$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError("must be a port from 0 to 65535.");
}
