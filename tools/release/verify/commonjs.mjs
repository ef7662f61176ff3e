/**
 * An empty folder that knows nothing of ES modules: its package.json does not say "type": "module". What is
 * CommonJS too must work there by require() in Node, in Jest without settings, and for the compilers that are still
 * about.
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { readCommonBlocks } from "../../readme-blocks.mjs";
import { entriesOf } from "../entries.mjs";
import { run } from "../run.mjs";

const require = createRequire(import.meta.url);
const compiler = (name) => join(dirname(require.resolve(`${name}/package.json`)), "bin/tsc");
const strangers = join(import.meta.dirname, "commonjs");

const NODE = ["--module node16", "--module nodenext"];
const OLD = "--module commonjs --moduleResolution node10";
const COMPILERS = [
  { name: "TypeScript 5.4", tsc: compiler("typescript-5.4"), ways: [...NODE, OLD], isExact: false },
  { name: "TypeScript 5.9", tsc: compiler("typescript-5.9"), ways: [...NODE, OLD], isExact: true },
  // It has no node10.
  {
    name: "TypeScript 7",
    tsc: compiler("typescript-7"),
    ways: NODE.map((way) => `--ignoreConfig ${way}`),
    isExact: true,
  },
];
/** Without skipLibCheck: the declarations themselves are checked. */
const STRICT = "--strict --noUncheckedIndexedAccess --exactOptionalPropertyTypes --target es2022 --types node";

/** Installs packages, onnxruntime-node and Jest with npm. @param page with blocks in CommonJS */
export async function install(folder, npmrc, names, page) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "stranger", private: true }));
  writeFileSync(join(folder, ".npmrc"), npmrc);
  const beside = ["onnxruntime-node", "jest@30", "@types/node@20"];
  const env = { ONNXRUNTIME_NODE_INSTALL: "skip" };
  await run("npm", ["install", "--no-audit", "--no-fund", ...names, ...beside], { cwd: folder, env });
  for (const file of ["uses.ts", "exact.ts", "windrow.test.js"]) cpSync(join(strangers, file), join(folder, file));
  cpSync(join(strangers, "uses.ts"), join(folder, "explicit.cts"));
  for (const { line, code } of readCommonBlocks(page)) {
    writeFileSync(join(folder, code.includes("test(") ? `page-${line}.test.js` : `page-${line}.js`), code);
  }
}

/** Every entry by require(), where that takes nothing but CommonJS. @returns how many there are */
export async function requireEntries(folder, names, engine) {
  const entries = names.flatMap((name) => {
    const manifest = JSON.parse(readFileSync(join(folder, "node_modules", name, "package.json"), "utf8"));
    return entriesOf(manifest).flatMap(({ entry, required }) => (required ? [name + entry.slice(1)] : []));
  });
  const program = `for (const entry of ${JSON.stringify(entries)}) if (Object.keys(require(entry)).length === 0) throw new Error(entry);`;
  writeFileSync(join(folder, "require.js"), program);
  await run(engine.command, ["--no-experimental-require-module", "require.js"], { cwd: folder });
  return entries.length;
}

/** Every compiler in every way that it has, from a .ts file, which is CommonJS there, and a .cts file. */
export async function checkTypes(folder) {
  for (const { tsc, ways, isExact } of COMPILERS) {
    const files = ["uses.ts", "explicit.cts", ...(isExact ? ["exact.ts"] : [])];
    for (const way of ways) {
      const args = [tsc, ...STRICT.split(" "), ...way.split(" "), "--outDir", "compiled", ...files];
      await run(process.execPath, args, { cwd: folder });
    }
  }
  const printed = await run(process.execPath, ["--no-experimental-require-module", "compiled/uses.js"], {
    cwd: folder,
  });
  if (!/^7 4 4 2 function$/m.test(printed)) throw new Error(`the compiled program printed ${printed}`);
  return COMPILERS.map(({ name }) => name).join(", ");
}

/** Jest without settings. */
export async function runJest(folder, engine) {
  await run(engine.command, ["node_modules/jest/bin/jest.js", "--ci"], { cwd: folder });
}
