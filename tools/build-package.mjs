/**
 * The one build of every package, run in its folder: dist/ from src/, by package.json alone and, for a stand-in whose
 * original has it so, --named-exports.
 *
 * - ES modules for what "exports", "imports" and "bin" name and for what a module names by its URL (the programs of
 *   threads); CommonJS beside where they say "require", and the declarations of both. What several modules share
 *   is in dist/shared/.
 * - What src/ imports of devDependencies is built in, @windrow/core first; dependencies, peers and files of WebAssembly
 *   stay imports.
 * - The code stays readable, so it needs no source maps, and bundlers of users can still leave out what they don't
 *   use.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { rolldown } from "rolldown";
import { dts } from "rolldown-plugin-dts";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const slashed = (path) => path.split(sep).join("/");

/** The files that a part of package.json names, whatever the conditions. */
const filesIn = (part) => (typeof part === "string" ? [part] : Object.values(part ?? {}).flatMap(filesIn));
const named = [manifest.exports, manifest.imports, manifest.bin].flatMap(filesIn);

/** Whether a default export is called `default` in CommonJS even where it is the only one. */
const isNamed = process.argv.includes("--named-exports");
const isDual = named.some((file) => file.endsWith(".d.cts"));

/** Entries for the bundler, `{ "train/index": "src/train/index.ts" }`, of the files in dist that end like this. */
function entriesOf(files, ending) {
  const names = files
    // A pattern stands for what is there anyway, or for what the package's own build writes.
    .filter((file) => file.endsWith(ending) && file.startsWith("./dist/") && !file.includes("*"))
    .map((file) => file.slice("./dist/".length, -ending.length));
  return Object.fromEntries(names.map((name) => [name, `src/${name}.ts`]));
}

/** A place relative to a module, or the module itself. */
const PLACE = /new URL\(\s*"(?<path>\.[^"]+)",\s*import\.meta\.url,?\s*\)|import\.meta\.url/g;

/** Where a place would be, from the package's folder on, if every module of src/ were one in dist/. */
function placeOf(path, module) {
  const inDist = slashed(relative("src", module)).replace(/\.ts$/, ".js");
  return new URL(path ?? "", `file:///dist/${inDist}`).pathname;
}

/** Modules that are found by their URL alone: nothing imports them. */
function programs() {
  const places = readdirSync("src", { recursive: true })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join("src", name))
    .flatMap((file) =>
      Array.from(readFileSync(file, "utf8").matchAll(PLACE), ({ groups }) => placeOf(groups.path, file)),
    );
  return places.filter((place) => existsSync(`${place.replace("/dist/", "src/").replace(/\.js$/, ".ts")}`));
}

/**
 * Keeps what modules say of places relative to their own, although they end up in chunks that are elsewhere.
 * CommonJS has no import.meta; there Node is asked, when the code runs, since nothing else has places.
 */
function placesPlugin(format) {
  const HERE = {
    es: "import.meta.url",
    cjs: 'process.getBuiltinModule("node:url").pathToFileURL(__filename).href',
  }[format];
  return {
    name: "windrow-places",
    transform: {
      filter: { code: "import.meta.url" },
      handler: (code, module) =>
        code.replace(PLACE, (found, path) => {
          const url = `new URL("windrow-place:${placeOf(path, module)}", ${HERE})`;
          return path === undefined ? `${url}.href` : url;
        }),
    },
    renderChunk(code, { fileName }) {
      return code.replace(/"windrow-place:([^"]+)"/g, (_, place) => {
        const to = posix.relative(posix.dirname(`/dist/${fileName}`), place);
        const path = to !== "" && place.endsWith("/") ? `${to}/` : to;
        return JSON.stringify(path.startsWith(".") ? path : `./${path}`);
      });
    },
  };
}

const outside = new Set(Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }));
const core = join(import.meta.dirname, "../packages/core/src");
const settings = {
  platform: "neutral",
  // From its source: what a package doesn't use is left out, and chunks are named as its modules.
  resolve: {
    alias: {
      "@windrow/core/node": join(core, "node/index.ts"),
      "@windrow/core": join(core, "index.ts"),
      "@windrow/compat-ranks": join(import.meta.dirname, "../packages/compat/ranks/src/index.ts"),
    },
  },
  external: (id) => /^(?:node:|#)|\.wasm$/.test(id) || outside.has(id.split("/", id.startsWith("@") ? 2 : 1).join("/")),
  transform: { target: "es2022" },
  // Warnings end the build: that something took long on a busy machine is none.
  checks: { bundlerTimings: false },
  onLog: (level, log) => {
    if (level === "warn") throw new Error(log.message);
  },
};

async function writeModules(input, format, ending) {
  // What a thread's program shares with others is apart from it: importing that must not start the program.
  const experimental = { chunkOptimization: { mergeCommonChunks: false } };
  const bundle = await rolldown({ ...settings, input, experimental, plugins: [placesPlugin(format)] });
  await bundle.write({
    dir: "dist",
    format,
    exports: isNamed ? "named" : "auto",
    entryFileNames: `[name]${ending}`,
    chunkFileNames: `shared/[name]${ending}`,
    dynamicImportInCjs: false,
  });
  await bundle.close();
}

/** `Uint8Array<ArrayBuffer>`: TypeScript 5.7 and later know which memory an array lies in, to others it is an error. */
const NEW_ARRAY = /\b(\w+Array)<ArrayBuffer>/g;
/** A docstring behind the member before its own, where no editor finds it. */
const BEHIND = /^( *)(.*;) (\/\*\*.*)$/gm;

/**
 * Declarations that TypeScript 5.4 reads as well: `Uint8Array<ArrayBuffer>` is written as what `slice` gives, the same
 * to TypeScript 5.7 and later, and `Uint8Array` to those before. `Symbol.dispose` is asked for by its library.
 */
function declarations(code) {
  const usesDispose = /\bSymbol\.(?:d|asyncD)ispose\b/.test(code);
  const text = code.replace(NEW_ARRAY, 'ReturnType<$1["slice"]>').replace(BEHIND, "$1$2\n$1$3");
  return (usesDispose ? '/// <reference lib="esnext.disposable" />\n' : "") + text;
}

/** Both formats have the same declarations; what differs are the names of the files. */
async function writeTypes(input) {
  const bundle = await rolldown({ ...settings, input, plugins: [dts({ oxc: true, emitDtsOnly: true })] });
  const { output } = await bundle.generate({ chunkFileNames: "shared/[name].js", minifyInternalExports: false });
  await bundle.close();
  for (const { fileName, code } of output) {
    const types = declarations(code);
    mkdirSync(dirname(`dist/${fileName}`), { recursive: true });
    writeFileSync(`dist/${fileName}`, types);
    if (!isDual) continue;
    const common = types.replace(/(?<=\bfrom "\.{1,2}\/[^"]+)\.js(?=";)/g, ".cjs");
    // One thing that is the whole module is `module.exports` there.
    const whole = isNamed ? common : common.replace(/^export \{ (\w+) as default \};$/m, "export = $1;");
    writeFileSync(`dist/${fileName.replace(/\.d\.ts$/, ".d.cts")}`, whole);
  }
}

rmSync("dist", { recursive: true, force: true });
const modules = {
  ...entriesOf(named, ".js"),
  ...entriesOf(
    programs().map((place) => `.${place}`),
    ".js",
  ),
};
const common = entriesOf(named, ".cjs");
if (Object.keys(modules).length > 0) await writeModules(modules, "es", ".js");
await writeTypes(entriesOf(named, ".d.ts"));
if (Object.keys(common).length > 0) await writeModules(common, "cjs", ".cjs");
