/** The package as it is published, installed in a folder, and beside it a program for each kind of runtime. */
import { cpSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { run } from "../run.mjs";

const root = join(import.meta.dirname, "../../..");

const PROGRAMS = {
  // Node, Bun, Deno.
  "process.mjs": `import { readFileSync } from "node:fs";
import { probe } from "./probe.mjs";
console.log(JSON.stringify(await probe(JSON.parse(readFileSync("texts.json", "utf8")))));
`,
  // A page, or a worker of it.
  "browser.mjs": `import { probe } from "./probe.mjs";
const response = await fetch("/texts.json");
const result = await probe(await response.json()).catch((error) => ({ error: String(error) }));
if (typeof document === "undefined") postMessage(result);
else globalThis.probed = result;
`,
  "workerd.mjs": `import { probe } from "./probe.mjs";
export default { fetch: async (request) => Response.json(await probe(await request.json())) };
`,
};

/** @param {Record<string, string>} texts by name */
export async function installPrograms(folder, texts) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  for (const room of ["interfaces", "tokenizer-bpe"])
    await run("pnpm", ["pack", "--pack-destination", folder], { cwd: join(root, "packages", room) });
  const packed = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
  await run("npm", ["install", "--no-audit", "--no-fund", ...packed.map((name) => `./${name}`)], { cwd: folder });
  cpSync(join(import.meta.dirname, "probe.mjs"), join(folder, "probe.mjs"));
  for (const [name, code] of Object.entries(PROGRAMS)) writeFileSync(join(folder, name), code);
  writeFileSync(join(folder, "texts.json"), JSON.stringify(texts));
}

/** Bundles a program into a folder. @param {string[]} conditions besides those of every bundler */
export async function bundleProgram(folder, name, to, conditions = []) {
  const bundle = await rolldown({
    input: join(folder, name),
    platform: "neutral",
    resolve: { conditionNames: [...conditions, "import", "default"] },
    external: /\.wasm$/,
  });
  await bundle.write({ dir: to, format: "es", codeSplitting: false });
  await bundle.close();
}
