/** Runs `windrow report`. */
import type { Command } from "commander";
import { refuseIdle } from "../../options/idle-options.ts";
import { shownName } from "../../read/read-errors.ts";
import { sourceText } from "../../read/source-text.ts";
import { grouped } from "../../show/numbers.ts";
import { safeJson } from "../../show/safe-json.ts";
import { withProgress, type GuardedTerminal } from "../../terminal/terminal.ts";
import { checkOutput, writeOutput } from "../../write/output-file.ts";
import { reportOptions, type PageOptions } from "./page-options.ts";
import type { ReportData } from "./report-data.ts";

/** What `windrow report --json` prints about the page that it wrote. */
export interface ReportJson {
  readonly schemaVersion: 1;
  /** The page's path, as given, and its size in bytes. */
  readonly output: string;
  readonly outputBytes: number;
  /** Code points and UTF-8 bytes of the text, and whether the page has only its beginning. */
  readonly text: { readonly name: string; readonly chars: number; readonly bytes: number; readonly isCut: boolean };
  /** Counts over the whole text: the word tokenizer ("simple") first, then the encodings. */
  readonly tokenizers: readonly { readonly name: string; readonly tokens: number; readonly vocabSize: number }[];
  /** What had to be other than the defaults, in sentences. */
  readonly notes: readonly string[];
}

/** What the command line said. */
export type ReportCommandOptions = PageOptions & {
  readonly output: string;
  readonly force: boolean;
  readonly json: boolean;
};

/** @throws CommanderError for options that do not go together; CliError where the text can't be read or the page not be written */
export async function runReport(
  file: string | undefined,
  { output, force, json, ...page }: ReportCommandOptions,
  command: Command,
  terminal: GuardedTerminal,
): Promise<void> {
  const isPiped = output === "-";
  const canAsk = terminal.showsProgress && Boolean(process.stdin.isTTY) && file !== "-";
  if (isPiped && json)
    command.error("error: --output - puts the page on stdout, where --json has no place. Leave one out.");
  if (isPiped) refuseIdle(command, "force", "with --output -, which replaces nothing");
  if (!isPiped) await checkOutput(output, { force, canAsk, input: file });
  // Here and not above: what refuses the command does so before onnxruntime is loaded.
  const { collectReport } = await import("./collect-report.ts");
  const { renderPage } = await import("./render-page.ts");
  const source = await sourceText(file, page.text, command);
  const options = await reportOptions(page, command, terminal);
  const data = await withProgress("making the page ...", terminal, () => collectReport(source, options, terminal));
  const html = await renderPage(data, options.own);
  if (isPiped) {
    terminal.rawStdout(html);
    return;
  }
  await writeOutput(output, html);
  const written = reportJson(output, Buffer.byteLength(html), data);
  terminal.stdout(json ? `${safeJson(written)}\n` : summary(written));
}

function reportJson(
  output: string,
  outputBytes: number,
  { name, whole, isCut, tokenizers, notes }: ReportData,
): ReportJson {
  return { schemaVersion: 1, output, outputBytes, text: { name, ...whole, isCut }, tokenizers, notes };
}

function summary({ output, outputBytes, text, tokenizers, notes }: ReportJson): string {
  const counts = tokenizers.map(({ name, tokens }) => `${name} ${grouped(tokens)}`).join(", ");
  const cut = text.isCut ? "The text box contains the beginning of the text; the counts cover all of it.\n" : "";
  return `${shownName(output)}: ${(outputBytes / 1e6).toFixed(2)} MB, open it in any browser.\nTokens: ${counts}\n${cut}${notes.map((note) => `${note}\n`).join("")}`;
}
