/**
 * Puts a report's data and its tokenizers into the page that page/build.mjs built: one file, which
 * needs nothing beside it.
 */
import { readFile } from "node:fs/promises";
import type { ReportData } from "./report-data.ts";

/** Found from src/ and from dist/ alike. */
const BUILT = new URL("../../dist/page/", import.meta.url);

/** @returns the whole page as HTML */
export async function renderPage(data: ReportData): Promise<string> {
  const template = await readFile(new URL("page.html", BUILT), "utf8");
  const workers = await Promise.all(
    data.tokenizers.map(async ({ name }) => {
      const code = await readFile(new URL(`workers/${name}.js.gz`, BUILT), "base64");
      // A type that is no script's: the page unpacks it and starts it as a worker.
      return `<script type="text/plain" id="worker-${name}">${code}</script>`;
    }),
  );
  const report = `<script type="application/json" id="report">${escapedJson(data)}</script>`;
  const parts: Readonly<Record<string, string>> = { report, workers: workers.join("\n") };
  return template.replaceAll(/<!--windrow:(report|workers)-->/g, (_, part: string) => parts[part]!);
}

/** JSON that ends no script element and begins no comment, whatever text is in it. */
function escapedJson(data: ReportData): string {
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}
