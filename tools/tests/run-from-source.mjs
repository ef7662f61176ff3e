/**
 * A plugin of vitest that runs every package from its `src`, so that an edit needs no build: packages are found by the
 * export condition `source`, and a program that a package loads by its URL (a worker thread's, a module that a worker
 * imports) is bundled from its source when the file that names it is loaded.
 *
 * Child processes, the tests of what is published, and those in a browser get `dist`, as users do.
 */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import { roomOfPath, roomsOf } from "../rooms.mjs";

/** How sources name such a program: `new URL("./count-worker.js", import.meta.url)`, or `import.meta.url` for themselves. */
const PROGRAM = /new URL\(\s*"(?<path>[^"]+)"\s*,\s*import\.meta\.url\s*,?\s*\)|import\.meta\.url/g;

/** @param {string} root the workspace */
export function runFromSource(root) {
  const sources = sourcesOf(root);
  /** By its path, the bundle of each program that was asked for: the modules in it. */
  const bundles = new Map();

  /** The code with the URLs of bundles, which are begun and not awaited: a program may name itself. */
  function withBundledPrograms(code, id) {
    if (!isSource(root, id) || !code.includes("import.meta.url")) return undefined;
    const built = code.replace(PROGRAM, (text, name) => {
      const path = name === undefined ? id : resolve(dirname(id), name.replace(/\.js$/, ".ts"));
      if (!path.endsWith(".ts") || !existsSync(path)) return text;
      if (!bundles.has(path)) bundles.set(path, bundle(root, path, nested));
      const url = JSON.stringify(pathToFileURL(bundledPath(root, path)).href);
      return name === undefined ? url : `new URL(${url})`;
    });
    return built === code ? undefined : { code: built, map: null };
  }

  const nested = { name: "windrow:bundled-programs", transform: withBundledPrograms };
  return {
    name: "windrow:run-from-source",
    enforce: "pre",
    resolveId: (name, importer) => sources.get(name.startsWith("#") ? roomOf(root, importer) + name : name),
    async transform(code, id) {
      const built = withBundledPrograms(code, id);
      if (built === undefined) return undefined;
      // A bundle may begin others.
      for (let size = 0; size < bundles.size;) {
        size = bundles.size;
        for (const modules of await Promise.all(bundles.values()))
          for (const module of modules) this.addWatchFile(module);
      }
      return built;
    },
    watchChange: () => bundles.clear(),
  };
}

/**
 * By its name, such as `@windrow/tokenizer-bpe/train`, the source of each entry of the packages; and by its room and
 * name, such as `packages/tokenizer-bpe#engine-module`, of each import within one that has a source. Not by a setting
 * of conditions: vitest hands that on to Node, whose worker threads then look for TypeScript.
 */
function sourcesOf(root) {
  const sources = new Map();
  for (const room of roomsOf(root).filter((one) => one.startsWith("packages/"))) {
    const folder = join(root, room);
    const { name, exports, imports = {} } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    for (const [entry, { source }] of Object.entries(exports)) {
      // Data has none, nor have patterns over what a build writes.
      if (source !== undefined) sources.set(name + entry.slice(1), join(folder, source));
    }
    for (const [inner, { source }] of Object.entries(imports)) {
      if (source !== undefined) sources.set(`${room}${inner}`, join(folder, source));
    }
  }
  return sources;
}

/** The room of a file, such as `packages/random`. */
function roomOf(root, file = "") {
  return roomOfPath(relative(root, file).split(sep).join("/"));
}

/** Whether it is a file of a room's `src`. */
function isSource(root, id) {
  const room = roomOf(root, id);
  return /^(?:packages|apps)\//.test(room) && relative(join(root, room), id).split(sep)[0] === "src";
}

/** Private to this process: others may make the same bundles at the same time. */
const FOLDER = `node_modules/.cache/windrow-tests-${process.pid}`;
const made = new Set();
process.once("exit", () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** In the room, so that what is left outside of the bundle is found as the room finds it. */
function bundledPath(root, path) {
  const room = join(root, roomOf(root, path));
  const folder = join(room, FOLDER);
  made.add(folder);
  return join(folder, relative(join(room, "src"), path).replace(/\.ts$/, ""), "program.mjs");
}

/** @returns the files in it */
async function bundle(root, path, plugin) {
  const file = bundledPath(root, path);
  await mkdir(dirname(file), { recursive: true });
  const build = await rolldown({
    input: path,
    platform: "node",
    resolve: { conditionNames: ["source", "node", "import"] },
    external: /^onnxruntime-/,
    plugins: [plugin],
    logLevel: "warn",
  });
  const names = { entryFileNames: basename(file), chunkFileNames: "[name]-[hash].mjs" };
  const { output } = await build.write({ dir: dirname(file), ...names });
  await build.close();
  return output.flatMap((chunk) => chunk.moduleIds ?? []).filter((id) => existsSync(id));
}
