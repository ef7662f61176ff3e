/**
 * Puts a report's data and its tokenizers into the page that page/build.mjs built: one file, which
 * needs nothing beside it.
 */
import { readFile } from "node:fs/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import type { TextTokenizer } from "../../tokens/text-tokenizer.ts";
import { CliError } from "../../errors/cli-error.ts";
import type { ReportData } from "./report-data.ts";
import { safeJson } from "../../show/safe-json.ts";

/** Found from src/ and from dist/ alike. */
const BUILT = new URL("../../../dist/page/", import.meta.url);

/**
 * @param own the tokenizer of the first encoding, where it comes from a file
 * @returns the whole page as HTML
 */
export async function renderPage(data: ReportData, own?: TextTokenizer): Promise<string> {
  const template = await readFile(new URL("page.html", BUILT), "utf8");
  const workers = await Promise.all(
    data.tokenizers.map(async ({ name }) => {
      const code = name === own?.name ? await ownWorker(own) : await readWorker(name);
      // A type that is not a script's: the page unpacks it and starts it as a worker.
      return `<script type="text/plain" id="worker-${escapedName(name)}">${code.toString("base64")}</script>`;
    }),
  );
  const report = `<script type="application/json" id="report">${escapedJson(data)}</script>`;
  const parts: Readonly<Record<string, string>> = { report, workers: workers.join("\n") };
  return template.replaceAll(/<!--windrow:(report|workers)-->/g, (_, part: string) => parts[part]!);
}

function readWorker(name: string): Promise<Buffer> {
  return readFile(new URL(`workers/${name}.js.gz`, BUILT));
}

/** Bytes of a packed worker that a page may have of somebody's own: a third more in the page, which mail still takes. */
const MAX_OWN_BYTES = 6_000_000;

/**
 * The worker for vocabularies that are not an encoding's, with this one in front of it.
 * @throws CliError where it is too large for a page
 */
async function ownWorker(own: TextTokenizer): Promise<Buffer> {
  const vocabulary = safeJson({ name: own.name, ...(await own.toFile()) });
  const code = gunzipSync(await readWorker("own")).toString();
  const worker = gzipSync(`globalThis.windrowVocabulary=${vocabulary};\n${code}`, { level: 9 });
  if (worker.length <= MAX_OWN_BYTES) return worker;
  throw new CliError(
    `the tokenizer ${own.name} takes ${(worker.length / 1e6).toFixed(1)} MB of the page, which has room for ${MAX_OWN_BYTES / 1e6}. windrow compare shows it next to others.`,
  );
}

/** As the value of an attribute. */
function escapedName(name: string): string {
  return name.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}

/** JSON that ends no script element and begins no comment, whatever text is in it. */
function escapedJson(data: ReportData): string {
  return safeJson(data).replaceAll("<", "\\u003c");
}
