/** The page's beginning: reads the report's data and the workers' scripts out of the document, and draws. */
import { render } from "preact";
import type { ReportData } from "../../src/commands/report/report-data.ts";
import { Page } from "./page.tsx";
import { TokenizerWorker } from "./tokenizer-worker.ts";
import "./style/page.css";
import "./style/tokens.css";
import "./style/charts.css";

const contentOf = (id: string): string => document.getElementById(id)!.textContent!;

/** A worker's script, which the page has in gzip and base64. */
async function unpackedScript(name: string): Promise<string> {
  const packed = Uint8Array.from(atob(contentOf(`worker-${name}`)), (char) => char.charCodeAt(0));
  const script = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(script).text();
}

const report = JSON.parse(contentOf("report")) as ReportData;
const workers = new Map<string, TokenizerWorker>();
for (const { name } of report.tokenizers) workers.set(name, new TokenizerWorker(await unpackedScript(name)));
void workers.get("simple")!.line().ask({ kind: "corpus", text: report.text });

document.title = `${report.name} \u00b7 windrow`;
const root = document.getElementById("page")!;
root.textContent = "";
render(<Page report={report} workers={workers} />, root);
