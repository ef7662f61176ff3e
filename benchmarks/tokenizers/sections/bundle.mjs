/** One encoding in a browser's bundle, code and vocabulary: minified by esbuild, gzipped, in kB. */
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { candidatesFor, writeEntry } from "../candidates.mjs";
import { ratioGoals } from "../../cases.mjs";

export const bundle = {
  question: "How large is one encoding, minified and gzipped, its code included?",
  async *run({ encodings, ...plan }) {
    for (const encoding of encodings) {
      const { candidates: all, notRun } = await candidatesFor(encoding, plan, notBundled);
      const candidates = [];
      for (const candidate of all) {
        const kilobytes = await bundledKilobytes(candidate, encoding);
        candidates.push({
          candidate: candidate.label,
          kind: candidate.kind,
          median: kilobytes,
          min: kilobytes,
          max: kilobytes,
          rounds: 1,
        });
      }
      yield { label: encoding, unit: "kB", candidates, notRun, goals: ratioGoals({ candidates }, {}) };
    }
  },
};

function notBundled({ kind }) {
  if (kind === "twin") return "the same bundle";
  return kind === "python" ? "not for bundles" : undefined;
}

async function bundledKilobytes(candidate, encoding) {
  const source = (candidate.bundleSource ?? candidate.source)(encoding);
  const { outputFiles } = await build({
    entryPoints: [writeEntry(candidate, encoding, source, "bundle")],
    bundle: true,
    minify: true,
    format: "esm",
    // Files that are not code stay files beside the bundle, and are counted with it.
    loader: { ".wasm": "file", ".bin": "file", ".htk": "file", ".kit": "file" },
    // In memory: the folder is only a name.
    outdir: "bundle",
    write: false,
  });
  return outputFiles.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0) / 1000;
}
