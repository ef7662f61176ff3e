/**
 * Makes golden/standing_*.json: writes the standing texts, and tiktoken's rank tables as js-tiktoken has them,
 * into a temporary folder and runs the reference implementations over the files. Nothing of a generator is
 * written twice, and nothing is downloaded.
 *
 * With --check FOLDER, which has the reference texts (the-verdict.txt and the others), the same scripts make
 * the figures over those, and they are compared with the golden files that were made from them before: a script
 * that does not do what the first ones did is found out by that.
 *
 * Usage: PYTHON=python node testing/golden/standing/make.mjs [--check FOLDER] [NAME...]
 * PYTHON has numpy, tiktoken 0.14, tokenizers 0.23.2 and torch. NAME is tokenizer, words, notebook,
 * dataloader, embeddings or training; by default all.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { fileURLToPath } from "node:url";
import { createViteServer } from "vitest/node";
import { checkRanks, readRanks } from "../../../packages/tokenizer-bpe/tools/ranks.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const golden = resolve(here, "..");
const args = process.argv.slice(2);
const checked = args[0] === "--check" ? args.splice(0, 2)[1] : undefined;
const NAMES = ["tokenizer", "words", "notebook", "dataloader", "embeddings", "training"];
/** No golden file has their figures over the reference texts. */
const UNCHECKED = new Set(["words", "embeddings"]);
const names = args.length > 0 ? args : NAMES.filter((name) => checked === undefined || !UNCHECKED.has(name));

const folder = mkdtempSync(join(tmpdir(), "windrow-standing-"));
try {
  writeRanks(join(folder, "ranks"));
  if (checked === undefined) await writeStandingTexts(join(folder, "texts"));
  else symlinkSync(resolve(checked), join(folder, "texts"));
  for (const name of names) {
    const made = run(name);
    if (checked === undefined) writeFileSync(join(golden, `standing_${name}.json`), `${JSON.stringify(made)}\n`);
    else compare(name, made);
  }
} finally {
  rmSync(folder, { recursive: true });
}

function writeRanks(to) {
  mkdirSync(to);
  const require = createRequire(new URL("../../../packages/tokenizer-bpe/package.json", import.meta.url));
  for (const table of ["r50k", "p50k", "cl100k", "o200k"]) {
    const ranks = require(`js-tiktoken/ranks/${table}_base`);
    const tokens = readRanks(ranks.default ?? ranks);
    checkRanks(table, tokens);
    let lines = "";
    tokens.forEach((base64, id) => (lines += `${base64} ${id}\n`));
    writeFileSync(join(to, `${table}_base.tiktoken`), lines);
  }
}

/** The generators are TypeScript, which vitest's own server can load. */
async function writeStandingTexts(to) {
  mkdirSync(to);
  const server = await createViteServer({
    configFile: false,
    root: here,
    logLevel: "error",
    server: { middlewareMode: true, ws: false },
  });
  const module = resolve(here, "../../src/standing-texts/standing-text.ts");
  const { STANDING_NAMES, generateStandingText } = await server.ssrLoadModule(module);
  const texts = {};
  for (const name of STANDING_NAMES) {
    const bytes = Buffer.from(generateStandingText(name));
    writeFileSync(join(to, `${name}.txt`), bytes);
    texts[name] = { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
  }
  await server.close();
  writeFileSync(
    join(golden, "standing_texts.json"),
    `${JSON.stringify({ made_with: "testing/golden/standing/make.mjs", texts }, null, 2)}\n`,
  );
}

function run(name) {
  console.log(`${name} ...`);
  const options = [golden, folder, checked === undefined ? "standing" : "reference"];
  const { status, stdout, error } = spawnSync(process.env.PYTHON ?? "python3", [join(here, `${name}.py`), ...options], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (error !== undefined || status !== 0) throw new Error(`${name}.py failed (exit ${status})`, { cause: error });
  return JSON.parse(stdout);
}

/** Every figure that both have must be the same. */
function compare(name, made) {
  const before = JSON.parse(readFileSync(join(golden, `${name}.json`), "utf8"));
  const wrong = [];
  let compared = 0;
  const walk = (one, other, path) => {
    if (other === undefined) return;
    if (Array.isArray(one) || one === null || typeof one !== "object") {
      const same =
        Array.isArray(one) && one.some((part) => part !== null && typeof part === "object" && !Array.isArray(part));
      if (same) return one.forEach((part, i) => walk(part, other[i], `${path}[${i}]`));
      compared++;
      if (!isDeepStrictEqual(one, other))
        wrong.push(`${path}: ${JSON.stringify(one)?.slice(0, 200)} is not ${JSON.stringify(other)?.slice(0, 200)}`);
    } else
      for (const [key, part] of Object.entries(one)) if (key !== "made_with") walk(part, other[key], `${path}.${key}`);
  };
  walk(made, before, name);
  for (const line of wrong) console.log(line);
  console.log(`${name}: ${compared} figures compared, ${wrong.length} differ`);
  if (wrong.length > 0 || compared === 0) process.exitCode = 1;
}
