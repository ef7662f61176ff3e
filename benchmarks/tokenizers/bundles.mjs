/** One encoding of a package as a browser gets it: bundled and minified by esbuild. */
import { build } from "esbuild";
import { writeEntry } from "./entries.mjs";

/**
 * @param outdir where the files are to be; without it they are in memory
 * @returns the files, `{ path, contents }`, of which one is `entry.js`
 */
export async function bundleOf(candidate, encoding, outdir) {
  const source = (candidate.bundleSource ?? candidate.source)(encoding);
  const { outputFiles } = await build({
    entryPoints: { entry: writeEntry(candidate, encoding, source, "bundle") },
    bundle: true,
    minify: true,
    format: "esm",
    // A package that loads encodings on demand has a file for each.
    splitting: true,
    // Files that are not code stay files beside the bundle.
    loader: { ".wasm": "file", ".bin": "file", ".htk": "file", ".kit": "file" },
    outdir: outdir ?? "bundle",
    write: outdir !== undefined,
  });
  return outputFiles;
}
