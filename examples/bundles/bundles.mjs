/**
 * Bundles each program of this folder by Vite, webpack and esbuild, by the command that their manuals give
 * and without a configuration, into dist/BUNDLER/PROGRAM, a folder to serve. Prints what each weighs.
 *
 * Usage: node bundles.mjs [--json]
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";

const here = import.meta.dirname;
const programs = ["random", "words", "windows", "gpt2", "embeddings"];

const commands = {
  vite: (program, out) => ["vite", "build", program, "--outDir", out, "--emptyOutDir"],
  webpack: (program, out) => ["webpack", `./${program}/main.js`, "--mode", "production", "-o", out],
  esbuild: (program, out) => [
    "esbuild",
    `${program}/main.js`,
    "--bundle",
    "--minify",
    "--format=esm",
    `--outdir=${out}`,
  ],
};

/** webpack finds its other files by document.currentScript, which only classic scripts have. */
const page = (bundler) => {
  const script = bundler === "webpack" ? "<script defer" : '<script type="module"';
  return `<!doctype html><meta charset="utf-8"><title>${bundler}</title>${script} src="./main.js"></script>\n`;
};

function bundle(bundler, program) {
  const folder = join(here, "dist", bundler, program);
  rmSync(folder, { recursive: true, force: true });
  const [command, ...args] = commands[bundler](program, folder);
  const { status, stdout, stderr, error } = spawnSync(join(here, "node_modules/.bin", command), args, {
    cwd: here,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
    shell: process.platform === "win32",
  });
  if (error !== undefined) throw error;
  const log = stdout + stderr;
  if (status !== 0) throw new Error(`${bundler} could not bundle ${program}:\n${log}`);
  if (bundler !== "vite") writeFileSync(join(folder, "index.html"), page(bundler));
  // Vite and webpack emit the file that onnxruntime-web loads; esbuild leaves that to its user.
  if (bundler === "esbuild" && program === "embeddings") copyFileSync(wasmOfOnnxruntime(), join(folder, WASM));
  const warnings = log.split("\n").filter((line) => /warn|\(!\)/i.test(line));
  return { bundler, program, folder, warnings, gzip: weigh(folder) };
}

const WASM = "ort-wasm-simd-threaded.jsep.wasm";

/** The WebAssembly of the onnxruntime-web that @windrow/embeddings finds. */
function wasmOfOnnxruntime() {
  const require = createRequire(join(here, "node_modules/@windrow/embeddings/package.json"));
  return join(dirname(require.resolve("onnxruntime-web")), WASM);
}

/** Bytes of all scripts, gzipped; the wasm apart. */
function weigh(folder) {
  const scripts = readdirSync(folder, { recursive: true }).filter((file) => /\.m?js$/.test(file));
  return scripts.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file)), { level: 9 }).length, 0);
}

const results = programs.flatMap((program) => Object.keys(commands).map((bundler) => bundle(bundler, program)));

if (process.argv.includes("--json")) console.log(JSON.stringify(results));
else {
  console.log("gzipped kB    vite  webpack  esbuild");
  for (const program of programs) {
    const sizes = results.filter((result) => result.program === program);
    const row = sizes.map(({ bundler, gzip }) => (gzip / 1000).toFixed(1).padStart(Math.max(7, bundler.length)));
    console.log(`${program.padEnd(11)}${row.join("  ")}`);
  }
}
