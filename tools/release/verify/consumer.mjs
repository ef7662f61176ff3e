/**
 * An empty folder outside the workspace that installs packages from the registry and uses them as a
 * stranger would: the blocks of their READMEs, type-checked and run; every entry by import and by require().
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { readBlocks } from "../../readme-blocks.mjs";
import { entriesOf } from "../entries.mjs";
import { run } from "../run.mjs";

const require = createRequire(import.meta.url);
const binOf = (name, file) => join(dirname(require.resolve(`${name}/package.json`)), file);
const COMPILERS = {
  "TypeScript 7": binOf("typescript-7", "bin/tsc"),
  "TypeScript 5.9": binOf("typescript-5.9", "bin/tsc"),
};
const vite = binOf("vite", "bin/vite.js");

/** What of other packages a package needs beside it, as its README says. */
const BESIDE = {
  "@windrow/dataset": ["@windrow/random"],
  "@windrow/embeddings": ["onnxruntime-node"],
  "@windrow/prepare": ["@windrow/shards"],
  "@windrow/tokenizer-hf": ["@windrow/tokenizer-bpe"],
};
/** Those whose main entry runs in every engine. */
const PORTABLE = new Set([
  "@windrow/random",
  "@windrow/tokenizer-simple",
  "@windrow/tokenizer-bpe",
  "@windrow/tokenizer-hf",
  "@windrow/dataset",
  "@windrow/js-tiktoken",
  "@windrow/gpt-tokenizer",
  "@windrow/tiktoken",
]);

export const isPortable = (name) => PORTABLE.has(name);

/** Installs packages in an empty folder with npm or pnpm. */
export async function install(folder, manager, npmrc, names) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "stranger", private: true, type: "module" }));
  writeFileSync(join(folder, ".npmrc"), npmrc);
  const wanted = [...names, ...new Set(names.flatMap((name) => BESIDE[name] ?? []))];
  if (manager === "pnpm") {
    // What was published a minute ago is what is wanted here; other packages' scripts are not.
    writeFileSync(
      join(folder, "pnpm-workspace.yaml"),
      "packages: []\nminimumReleaseAge: 0\nallowBuilds: { onnxruntime-node: false, msgpackr-extract: false }\n",
    );
  }
  const add = manager === "npm" ? ["install", "--no-audit", "--no-fund"] : ["add"];
  const types = ["@types/node@20"];
  await run(manager, [...add, ...wanted, ...types], { cwd: folder, env: { ONNXRUNTIME_NODE_INSTALL: "skip" } });
}

/** Writes the blocks of a README as programs; those that use Node's modules are not for every engine. */
export function writePrograms(folder, readme) {
  return readBlocks(readme).map(({ line, code, prints }) => {
    const name = `line-${line}`;
    writeFileSync(join(folder, `${name}.mts`), code);
    const isForNode = /from "node:|@windrow\/shards"|numWorkers|threads/.test(code);
    return { name, isForNode, prints: prints.map((one) => `${one}\n`).join("") };
  });
}

const STRICT =
  "--ignoreConfig --strict --noUncheckedIndexedAccess --exactOptionalPropertyTypes --target es2022 --types node";
const RESOLUTIONS = { nodenext: "--module nodenext", bundler: "--module esnext --moduleResolution bundler --noEmit" };

/** Both compilers, both resolutions; the last one, nodenext, leaves the programs as .mjs. */
export async function checkTypes(folder, programs) {
  const files = programs.map(({ name }) => `${name}.mts`);
  if (files.length === 0) return;
  for (const [version, tsc] of Object.entries(COMPILERS)) {
    for (const options of [RESOLUTIONS.bundler, RESOLUTIONS.nodenext]) {
      // 5.9 knows no --ignoreConfig, and there is no tsconfig.json here.
      const strict = version === "TypeScript 7" ? STRICT : STRICT.replace("--ignoreConfig ", "");
      await run(process.execPath, [tsc, ...strict.split(" "), ...options.split(" "), ...files], { cwd: folder });
    }
  }
}

function expectPrinted(what, printed, expected) {
  if (printed !== expected) throw new Error(`${what} printed\n${printed}and not\n${expected}`);
}

/** Runs the programs in an engine. */
export async function runPrograms(folder, programs, { name: engine, isNode, command, args }) {
  for (const { name, isForNode, prints } of programs) {
    if (isForNode && !isNode) continue;
    const printed = await run(command, [...args, `${name}.mjs`], { cwd: folder, env: { NO_COLOR: "1" } });
    // How a console shows a list is the engine's affair.
    if (isNode) expectPrinted(`${name} in ${folder}, ${engine}`, printed, prints);
    else if (printed.split("\n").length < prints.split("\n").length)
      throw new Error(`${name} in ${engine} printed ${printed}`);
  }
}

/** Every entry of a package by import and by require(): the same names, and something in each that has code. */
export async function loadEntries(folder, name, engine) {
  const manifest = JSON.parse(readFileSync(join(folder, "node_modules", name, "package.json"), "utf8"));
  const entries = entriesOf(manifest).flatMap(({ entry, file }) => (file ? [name + entry.slice(1)] : []));
  writeFileSync(
    join(folder, "entries.mjs"),
    `import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
for (const entry of ${JSON.stringify(entries)}) {
  // Where the whole module is one thing, import has it as the default and require() as it is.
  // CommonJS by import has a default beside its names.
  const HIDDEN = ["__esModule", "module.exports", "default"];
  const keysOf = (module) => Object.keys(Object.keys(module).filter((key) => !HIDDEN.includes(key)).length === 0 ? (module.default ?? module) : module);
  const [required, imported] = [keysOf(require(entry)), keysOf(await import(entry))];
  const names = (keys) => keys.filter((key) => !HIDDEN.includes(key)).sort().join(" ");
  // One entry has types alone, as its original has.
  const isEmpty = names(imported) === "" && entry !== "@windrow/gpt-tokenizer/modelTypes";
  if (isEmpty || names(required) !== names(imported)) throw new Error(entry + ": " + required + " | " + imported);
}
console.log(${entries.length});
`,
  );
  await run(engine.command, ["entries.mjs"], { cwd: folder });
  return entries.length;
}

/** What Vite's own code asks a page for: whether the browser preloads modules (it does), and where to put them. */
const AS_A_PAGE = `data:text/javascript,${encodeURIComponent(`
const element = { relList: { supports: () => true }, getAttribute: () => "" };
const [head, none] = [{ appendChild: () => {} }, () => []];
globalThis.document = { head, createElement: () => element, querySelector: () => element, getElementsByTagName: none };
`)}`;

/** Vite makes a bundle of each portable program without settings; what it makes prints the same. */
export async function bundle(folder, programs, engine) {
  for (const { name, isForNode, prints } of programs) {
    if (isForNode) continue;
    const root = join(folder, `vite-${name}`);
    mkdirSync(root, { recursive: true });
    writeFileSync(join(root, "main.js"), readFileSync(join(folder, `${name}.mjs`), "utf8"));
    writeFileSync(join(root, "index.html"), '<!doctype html><script type="module" src="./main.js"></script>');
    await run(process.execPath, [vite, "build", root, "--logLevel", "error", "--target", "esnext"], { cwd: folder });
    const html = readFileSync(join(root, "dist/index.html"), "utf8");
    const script = join(root, "dist", /src="\/(assets\/[^"]+\.js)"/.exec(html)[1]);
    writeFileSync(join(root, "dist/package.json"), '{"type":"module"}');
    const printed = await run(engine.command, ["--import", AS_A_PAGE, script], { cwd: folder, env: { NO_COLOR: "1" } });
    expectPrinted(`the bundle of ${name} in ${folder}`, printed, prints);
  }
}

/** The terminal tool as it is installed. */
export async function runTool(folder, engine) {
  const tool = join(folder, "node_modules/windrow/dist/main.js");
  if (!existsSync(tool)) throw new Error(`${tool} is missing`);
  const printed = await run(engine.command, [tool, "tokenize", "-e", "gpt2", "--json", "--text", "The hay is in."], {
    cwd: folder,
  });
  expectPrinted("windrow tokenize", `${JSON.parse(printed).files[0].ids}`, "464,27678,318,287,13");
  JSON.parse(await run(engine.command, [tool, "demo", "--json"], { cwd: folder }));
}
