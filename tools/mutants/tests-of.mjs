/** Which test files reach a source, by their imports or by the package's build. */
import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { parseSync } from "oxc-parser";
import { manifestsOf } from "./workspace-files.mjs";

/** How a program that runs in a thread of its own is named. */
const PROGRAM = /new URL\(\s*"([^"]+)"\s*,\s*import\.meta\.url\s*,?\s*\)/g;
/** Tests that may run what is built, in a thread or a process. */
const MAY_RUN_BUILD = /\bdist\b|child_process|worker_threads|\.mjs"/;

/** @param {string} root of the workspace whose files are read, each once */
export function importGraph(root) {
  const known = new Map();
  const entries = sourceEntries(root);
  /** The workspace's own files that a file imports, and its text. */
  const read = (file) => {
    if (known.has(file)) return known.get(file);
    const text = readFileSync(join(root, file), "utf8");
    const { module } = parseSync(file, text);
    const names = [
      ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
      ...module.staticExports.flatMap(({ entries: exported }) =>
        exported.map(({ moduleRequest }) => moduleRequest?.value),
      ),
      ...module.dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start + 1, end - 1)),
      ...Array.from(text.matchAll(PROGRAM), ([, path]) => path),
    ];
    const imports = names
      .map((name) => entries.get(name) ?? (name?.startsWith(".") ? posix.join(posix.dirname(file), name) : ""))
      .map((path) => path.replace(/\.js$/, ".ts"))
      .filter((path) => path.endsWith(".ts") && existsSync(join(root, path)));
    const entry = { imports: [...new Set(imports)], text };
    known.set(file, entry);
    return entry;
  };
  return {
    /** @returns {Set<string>} the file, and all that it reaches */
    reachedFrom(start) {
      const found = new Set([start]);
      // A set's loop goes on over what is added meanwhile.
      for (const file of found) for (const next of read(file).imports) found.add(next);
      return found;
    },
    textOf: (file) => read(file).text,
  };
}

/** By its name, the source of each entry of the packages, from which tests run them (tools/tests/run-from-source.mjs). */
function sourceEntries(root) {
  const entries = new Map();
  for (const { name, folder, exports } of manifestsOf(root)) {
    for (const [entry, { source }] of Object.entries(exports ?? {})) {
      if (source !== undefined) entries.set(name + entry.slice(1), posix.join(folder, source));
    }
  }
  return entries;
}

/**
 * @param {ReadonlyMap<string, number>} seconds that each test file takes
 * @param {(test: string) => boolean} mayNotice whether a test comes to the place that is changed
 * @returns {{ direct: string[], built: string[] }} `direct` import the source, the quickest first behind the one named as the source; `built`
 *   may reach it by way of the package's build, since they start threads or processes
 */
export function testsOf(graph, { tests }, source, seconds, mayNotice) {
  const direct = [];
  const built = [];
  for (const test of tests) {
    if (!seconds.has(test) || !mayNotice(test)) continue;
    const files = [...graph.reachedFrom(test)];
    if (files.includes(source)) direct.push(test);
    const ofTests = files.filter((file) => file.includes("/test/"));
    const usesBuild = ofTests.some((file) => MAY_RUN_BUILD.test(graph.textOf(file)));
    if (usesBuild) built.push(test);
  }
  const mirrored = source.replace("/src/", "/test/").replace(/\.ts$/, ".test.ts");
  const rank = (test) => (test === mirrored ? 0 : seconds.get(test));
  return { direct: direct.toSorted((a, b) => rank(a) - rank(b)), built: built.toSorted((a, b) => rank(a) - rank(b)) };
}
