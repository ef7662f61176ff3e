/**
 * Modules of a package's source as Node can import them, for programs apart from the tests and for benchmarks that
 * reach into a package: dist/ has no files of them, and Node 20 reads no TypeScript.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";

const root = join(import.meta.dirname, "..");

/**
 * @param room the package's folder, such as `"packages/prepare"`
 * @param names of modules below its src, such as `["plan/cut-input"]`
 * @returns their URLs, in this order
 */
export async function bundleSource(room, names) {
  const folder = join(root, room);
  const bundle = await rolldown({
    input: Object.fromEntries(names.map((name) => [name, join(folder, "src", `${name}.ts`)])),
    platform: "node",
    external: (id) => !/^(?:[./]|\w:|@windrow\/core)/.test(id),
  });
  // Within the package, so that its dependencies are found from there.
  const dir = join(folder, `node_modules/.cache/windrow-source-${process.pid}`);
  process.once("exit", () => rmSync(dir, { recursive: true, force: true }));
  await bundle.write({ dir, entryFileNames: "[name].mjs", chunkFileNames: "shared/[name].mjs" });
  await bundle.close();
  return names.map((name) => pathToFileURL(join(dir, `${name}.mjs`)).href);
}
