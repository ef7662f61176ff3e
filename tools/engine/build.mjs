/**
 * Builds packages/tokenizer-bpe/assembly/engine.wasm and lists.wasm, which are committed, and engine.json beside them,
 * which says what they were built from: their own compiler would cost every fresh install more than the build.
 *
 *     pnpm engine            build them
 *     pnpm engine --check    build them elsewhere, and fail where a byte differs from what is committed
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { main, version } from "assemblyscript/asc";
import { ASSEMBLY, MODULES, sourcesDigest } from "./sources-digest.mjs";

/** 48 pages of memory are 3 MB: what memory.ts has at fixed places. */
const OPTIONS =
  "--runtime stub -O3 --noAssert --enable simd,bulk-memory,sign-extension --initialMemory 48 --memoryBase 64".split(
    " ",
  );

const description = `${JSON.stringify({ assemblyscript: version, sources: sourcesDigest() }, undefined, 2)}\n`;
const isCheck = process.argv.includes("--check");
if (isCheck && readFileSync(join(ASSEMBLY, "engine.json"), "utf8") !== description) fail("engine.json");
for (const [first, name] of Object.entries(MODULES)) {
  const binary = await compile(first);
  if (isCheck && !readFileSync(join(ASSEMBLY, name)).equals(binary)) fail(name);
  if (!isCheck) writeFileSync(join(ASSEMBLY, name), binary);
  console.log(
    isCheck ? `${name} is what assembly/ makes: ${binary.length} bytes.` : `Wrote ${name}: ${binary.length} bytes.`,
  );
}
if (!isCheck) writeFileSync(join(ASSEMBLY, "engine.json"), description);

function fail(name) {
  console.error(`${name} is not what assembly/ makes. Run pnpm engine, and commit what it writes.`);
  process.exit(1);
}

async function compile(first) {
  let built;
  const options = [first, "--baseDir", ASSEMBLY, "--outFile", "module.wasm", ...OPTIONS];
  const writeFile = (_, contents) => {
    built = Buffer.from(contents);
  };
  const { error, stderr } = await main(options, { writeFile });
  if (error === null) return built;
  process.stderr.write(stderr.toString());
  process.exit(1);
}
