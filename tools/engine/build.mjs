/**
 * Builds packages/tokenizer-bpe/assembly/engine.wasm, which is committed, and engine.json beside it, which says what it
 * was built from: its own compiler would cost every fresh install more than the build.
 *
 *     pnpm engine            build it
 *     pnpm engine --check    build it elsewhere, and fail where a byte differs from what is committed
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { main, version } from "assemblyscript/asc";
import { sourcesDigest, ASSEMBLY } from "./sources-digest.mjs";

/** 48 pages of memory are 3 MB: what memory.ts has at fixed places. */
const OPTIONS =
  "--runtime stub -O3 --noAssert --enable simd,bulk-memory,sign-extension --initialMemory 48 --memoryBase 64".split(
    " ",
  );

const { error, stderr, binary } = await compile();
if (error !== null) {
  process.stderr.write(stderr);
  process.exit(1);
}
const wasm = join(ASSEMBLY, "engine.wasm");
const description = `${JSON.stringify({ assemblyscript: version, sources: sourcesDigest() }, undefined, 2)}\n`;
if (process.argv.includes("--check")) {
  const isSame =
    readFileSync(wasm).equals(binary) && readFileSync(join(ASSEMBLY, "engine.json"), "utf8") === description;
  if (!isSame) {
    console.error("engine.wasm is not what assembly/ makes. Run pnpm engine, and commit what it writes.");
    process.exit(1);
  }
  console.log(`engine.wasm is what assembly/ makes: ${binary.length} bytes.`);
} else {
  writeFileSync(wasm, binary);
  writeFileSync(join(ASSEMBLY, "engine.json"), description);
  console.log(`Wrote engine.wasm: ${binary.length} bytes.`);
}

async function compile() {
  let built;
  const options = ["index.ts", "--baseDir", ASSEMBLY, "--outFile", "engine.wasm", ...OPTIONS];
  const writeFile = (_, contents) => {
    built = Buffer.from(contents);
  };
  const result = await main(options, { writeFile });
  return { error: result.error, stderr: result.stderr.toString(), binary: built };
}
