/**
 * Builds the page into dist/page/: page.html, which has everything but the report's data, and
 * workers/NAME.js.gz, a script for each tokenizer with its vocabulary in it. A report puts into
 * page.html the data and the workers it needs (src/commands/report/render-page.ts).
 *
 * Everything is inline, because a page opened from a file can load nothing beside it; the policy
 * names the one script and the one style sheet by their hashes and forbids every request.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { listEncodingNames } from "@windrow/tokenizer-bpe";
import { licenceNotice } from "./licence-notice.mjs";

const here = import.meta.dirname;
const out = `${here}/../dist/page`;

/** The modules of all bundles, for the licences. */
const bundled = new Set();

/** One file from one entry, minified. @returns its code and its style sheet */
async function bundle(entry, plugins = []) {
  const [result] = await build({
    root: here,
    configFile: false,
    logLevel: "warn",
    plugins,
    // Workers of pages opened from files can't be modules, which alone have import.meta. It is asked
    // for only where @windrow/dataset starts threads of Node.
    define: { "import.meta.url": "globalThis.location.href" },
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
      write: false,
      target: "es2022",
      lib: { entry: `${here}/src/${entry}`, formats: ["es"] },
      // A library's code is left readable by default; this is nobody's library.
      rolldownOptions: { output: { codeSplitting: false, minify: true } },
    },
  }).then((results) => [results].flat());
  const { code, moduleIds } = result.output.find(({ type }) => type === "chunk");
  const style = result.output.find(({ fileName }) => fileName.endsWith(".css"))?.source ?? "";
  // Within a script element these would end it, or begin a comment that hides its end.
  for (const word of ["</script", "<!--", "<script"]) {
    if (code.includes(word)) throw new Error(`${entry}: the code has ${word}, which can't be inline`);
  }
  for (const id of moduleIds) bundled.add(id);
  return { code: code.trim(), style: String(style).trim() };
}

/** Gives the worker the one encoding that it is for. */
function encodingPlugin(name) {
  const exported = name.replace(/_(.)/, (_, letter) => letter.toUpperCase());
  return {
    name: "windrow-encoding",
    resolveId: (id) => (id === "windrow:encoding" ? id : undefined),
    load: (id) =>
      id === "windrow:encoding"
        ? `export { ${exported} as tokenizer } from "@windrow/tokenizer-bpe/${name}";`
        : undefined,
  };
}

const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

rmSync(out, { recursive: true, force: true });
mkdirSync(`${out}/workers`, { recursive: true });

const { code: script, style } = await bundle("main.tsx");
const policy = [
  "default-src 'none'",
  `script-src ${hash(script)}`,
  `style-src ${hash(style)}`,
  "img-src data:",
  "worker-src blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
const parts = {
  policy: `<meta http-equiv="Content-Security-Policy" content="${policy}" />`,
  style: `<style>${style}</style>`,
  script: `<script type="module">${script}</script>`,
};
const page = readFileSync(`${here}/index.html`, "utf8").replaceAll(
  /<!--windrow:(policy|style|script)-->/g,
  (_, part) => parts[part],
);

/** Compressed, since a page with the largest vocabulary would be a third larger otherwise. */
async function writeWorker(name, entry, plugins) {
  const { code } = await bundle(entry, plugins);
  writeFileSync(`${out}/workers/${name}.js.gz`, gzipSync(code, { level: 9 }));
}

await writeWorker("simple", "worker/simple-worker.ts");
await writeWorker("own", "worker/own-worker.ts");
for (const name of listEncodingNames()) await writeWorker(name, "worker/bpe-worker.ts", [encodingPlugin(name)]);

const end = page.lastIndexOf("</html>");
writeFileSync(`${out}/page.html`, page.slice(0, end) + licenceNotice([...bundled]) + page.slice(end));
