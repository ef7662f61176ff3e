/** Which test files reach a source, by their imports: those about little else first, which are likeliest to notice a mutant. */
import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { parseSync } from "oxc-parser";

/** @param {string} root of the workspace whose files are read, each once */
export function importGraph(root) {
  const known = new Map();
  /** The workspace's own files that a file imports, and whether it speaks of `dist`, threads or processes. */
  const read = (file) => {
    if (known.has(file)) return known.get(file);
    const text = readFileSync(join(root, file), "utf8");
    const { module } = parseSync(file, text);
    const names = [
      ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
      ...module.staticExports.flatMap(({ entries }) => entries.map(({ moduleRequest }) => moduleRequest?.value)),
      ...module.dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start + 1, end - 1)),
    ];
    const imports = names
      .filter((name) => name?.startsWith("."))
      .map((name) => posix.join(posix.dirname(file), name).replace(/\.js$/, ".ts"))
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

/**
 * @returns {{ direct: string[], built: string[] }} `direct` import the source, the most specific and fastest first; `built`
 *   may reach it by way of the package's build: they import no such file, or speak of `dist` or of the package by name
 */
export function testsOf(graph, { name, tests }, source, seconds) {
  const direct = [];
  const built = [];
  for (const test of tests) {
    if (!seconds.has(test)) continue;
    const files = [...graph.reachedFrom(test)];
    const isDirect = files.includes(source);
    if (isDirect) direct.push({ test, reached: files.filter((file) => file.includes("/src/")).length });
    const ofTests = files.filter((file) => file.includes("/test/"));
    const usesBuild = ofTests.some(
      (file) => /\bdist\b/.test(graph.textOf(file)) || graph.textOf(file).includes(`"${name}`),
    );
    if (!isDirect || usesBuild) built.push(test);
  }
  const mirrored = source.replace("/src/", "/test/").replace(/\.ts$/, ".test.ts");
  const rank = ({ test, reached }) => (test === mirrored ? 0 : reached);
  direct.sort((a, b) => rank(a) - rank(b) || seconds.get(a.test) - seconds.get(b.test));
  built.sort((a, b) => seconds.get(a) - seconds.get(b));
  return { direct: direct.map(({ test }) => test), built };
}
