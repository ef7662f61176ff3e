/** Runs `windrow serve`. */
import type { Command } from "commander";
import { sourceText } from "../../read/source-text.ts";
import { withProgress, type Terminal } from "../../terminal/terminal.ts";
import { reportOptions, type PageOptions } from "../report/page-options.ts";

export async function runServe(
  file: string | undefined,
  { port, ...page }: PageOptions & { port: number },
  command: Command,
  terminal: Terminal,
): Promise<void> {
  // Here and not above: other commands have no need of onnxruntime or a server.
  const { collectReport } = await import("../report/collect-report.ts");
  const { renderPage } = await import("../report/render-page.ts");
  const { servePage } = await import("./serve-page.ts");
  const source = await sourceText(file, page.text, command);
  const options = await reportOptions(page, command, terminal);
  const data = await withProgress("making the page ...", terminal, () => collectReport(source, options, terminal));
  const { address, close } = await servePage(await renderPage(data, options.own), port);
  const ended = new Promise<NodeJS.Signals>((resolve) => {
    for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, resolve);
  });
  terminal.stdout(`${address}\n`);
  for (const note of data.notes) terminal.stderr(`${note}\n`);
  terminal.stderr("Only this machine can open it. Press Ctrl-C to stop.\n");
  const signal = await ended;
  close();
  // As a shell says it of a program that a signal ended.
  process.exit(signal === "SIGINT" ? 130 : 143);
}
