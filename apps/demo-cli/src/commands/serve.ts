/** `windrow serve [FILE]`: the page of `windrow report` on this machine alone, until Ctrl-C. */
import type { Command } from "commander";
import { InvalidArgumentError } from "commander";
import { withProgress, type Terminal } from "../terminal.ts";
import { sourceText } from "../read/source-text.ts";
import { addPageOptions, reportOptions, type PageOptions } from "./page-options.ts";

const EXAMPLES = `Examples:
  windrow serve                         of the text that ships with windrow
  windrow serve book.txt --port 8080    your own, at http://127.0.0.1:8080
`;

const DEFAULT_PORT = 4321;

/** Adds the command `serve`. */
export function addServeCommand(root: Command, terminal: Terminal): void {
  const command = root
    .command("serve")
    .summary("show that page on this machine, for any text you type")
    .description("Serves the page about FILE (UTF-8 text, - for standard input) on 127.0.0.1, until Ctrl-C.")
    .usage("[options] [FILE]")
    .argument("[FILE]", "a text file (default: the text that ships with windrow)")
    .option("--port <n>", "port to listen on, 0 for a free one", parsePort, DEFAULT_PORT);
  addPageOptions(command)
    .addHelpText("before", EXAMPLES)
    .action((file: string | undefined, options: PageOptions & { port: number }, self: Command) =>
      serve(file, options, self, terminal),
    );
}

async function serve(
  file: string | undefined,
  { port, ...page }: PageOptions & { port: number },
  command: Command,
  terminal: Terminal,
): Promise<void> {
  // Here and not above: other commands have no need of onnxruntime or a server.
  const { collectReport } = await import("../report/collect-report.ts");
  const { renderPage } = await import("../report/render-page.ts");
  const { servePage } = await import("../report/serve-page.ts");
  const source = await sourceText(file, page.text, command);
  const options = await reportOptions(page, command, terminal);
  const data = await withProgress("making the page ...", terminal, () => collectReport(source, options, terminal));
  const { address, close } = await servePage(await renderPage(data, options.own), port);
  const ended = new Promise<NodeJS.Signals>((resolve) => {
    for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, resolve);
  });
  terminal.stdout(`${address}\n`);
  for (const note of data.notes) terminal.stderr(`${note}\n`);
  terminal.stderr("Only this machine can open it. Ctrl-C ends.\n");
  const signal = await ended;
  close();
  // As a shell says it of a program that a signal ended.
  process.exit(signal === "SIGINT" ? 130 : 143);
}

function parsePort(text: string): number {
  if (/^\d+$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError("must be a port from 0 to 65535.");
}
