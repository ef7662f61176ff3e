/**
 * Every ```python block of docs/ and of the READMEs runs and prints what its comments say. The blocks
 * of a page go on from one to the next, as the cells of a notebook do. Skipped by name where `python3`,
 * or what the variable PYTHON names, lacks a module.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { InputEmbedding } from "@windrow/embeddings";
import { skipNote } from "@windrow/testing";
import { getEncoding } from "@windrow/tokenizer-bpe";
import { expect, onTestFinished, test } from "vitest";
import { readPythonBlocks } from "../../../../tools/readme-blocks.mjs";
import { FLOORS } from "../../../../tools/rooms.mjs";

const interpreter = process.env.PYTHON ?? "python3";
const root = fileURLToPath(new URL("../../../..", import.meta.url));
const app = fileURLToPath(new URL("../..", import.meta.url));

const pages = ["docs", ...FLOORS]
  .flatMap((folder) => readdirSync(`${root}${folder}`).map((name) => `${folder}/${name}`))
  .map((path) => (path.endsWith(".md") ? path : `${path}/README.md`))
  .filter((page) => existsSync(`${root}${page}`))
  .map((page) => ({ page, blocks: readPythonBlocks(`${root}${page}`) }))
  .filter(({ blocks }) => blocks.length > 0)
  .map(({ page, blocks }) => {
    const code = blocks.map((block) => block.code).join("\n");
    const imports = [...code.matchAll(/^(?:import|from) (.+?)(?: import .*)?$/gm)].flatMap((match) =>
      match[1]!.split(", ").map((name) => name.split(" ")[0]!),
    );
    return { page, code, modules: [...new Set(imports)], prints: blocks.flatMap((block) => block.prints) };
  });

/** tiktoken downloads its tables; here it is given them from a folder, and checks their sha256 as ever. */
const TABLES_FROM_FOLDER = `
import os, sys
try:
    import tiktoken.load
    tiktoken.load.read_file = lambda url: open(os.path.join(sys.argv[1], url.rsplit("/", 1)[1]), "rb").read()
except ImportError:
    pass
`;

/** The files that tiktoken's gpt2, cl100k_base and o200k_base are made from. */
async function writeTables(folder: string): Promise<void> {
  for (const name of ["cl100k_base", "o200k_base"] as const) {
    writeFileSync(join(folder, `${name}.tiktoken`), (await getEncoding(name)).toTiktoken());
  }
  const { vocab, merges } = (await getEncoding("gpt2")).toVocabAndMerges();
  writeFileSync(join(folder, "vocab.bpe"), merges);
  // To the byte as Python's json.dump wrote it, in the order of ids.
  const inAscii = (token: string) =>
    JSON.stringify(token).replace(
      /[\u007f-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  const ids = Object.entries(JSON.parse(vocab) as Record<string, number>).toSorted((a, b) => a[1] - b[1]);
  writeFileSync(join(folder, "encoder.json"), `{${ids.map(([token, id]) => `${inAscii(token)}: ${id}`).join(", ")}}`);
}

test("the pages were found", () => {
  expect(pages.map(({ page }) => page)).toEqual(
    expect.arrayContaining(["docs/guide.md", "packages/embeddings/README.md"]),
  );
});

for (const { page, code, modules, prints } of pages) {
  const hasThem = spawnSync(interpreter, ["-c", `import ${modules.join(", ")}`]).status === 0;
  const missing = hasThem ? undefined : `no Python with ${modules.join(" and ")}`;
  test.skipIf(!hasThem)(`${page}${skipNote(missing)}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), "windrow-python-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    await writeTables(folder);
    // What the block of embeddings' README opens.
    const saved = await InputEmbedding.create({ vocabSize: 50257, contextLength: 4, embeddingDim: 8, seed: 69 });
    await saved.save(join(folder, "saved"));
    const { status, stdout, stderr } = spawnSync(interpreter, ["-c", TABLES_FROM_FOLDER + code, folder], {
      cwd: code.includes('"saved/') ? folder : app,
      env: { ...process.env, TIKTOKEN_CACHE_DIR: join(folder, "cache"), PYTHONDONTWRITEBYTECODE: "1" },
      encoding: "utf8",
    });
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: prints.map((line) => `${line}\n`).join(""),
      stderr: "",
    });
  });
}
