/**
 * Records what npm's tiktoken does, for the tests: test/fixtures/*.json.
 *
 *     npm install --prefix FOLDER tiktoken@1.0.22
 *     node test/record/record.mjs FOLDER && pnpm format
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { argumentsOf, digestOf, outcomeOf } from "./outcome.mjs";
import { CALLS, makersOf } from "./calls.mjs";
import { PROGRAMS } from "./programs.mjs";
import { UNSTABLE_TEXTS, UNSTABLE_NAMES } from "./texts.mjs";

const folder = resolve(process.argv[2] ?? "");
const original = createRequire(join(folder, "program.js"));
/** A copy of the original with memory of its own. */
const load = () => {
  for (const path of Object.keys(original.cache)) if (!path.endsWith(".json")) delete original.cache[path];
  return original("tiktoken");
};
const file = (name) => readFileSync(join(folder, "node_modules/tiktoken", name), "utf8");
const write = (name, value) =>
  writeFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), `${JSON.stringify(value)}\n`);

const run = (name, code) => {
  writeFileSync(join(folder, name), code);
  return execFileSync(process.execPath, [name], { cwd: folder, encoding: "utf8" });
};
write("programs", Object.fromEntries(Object.entries(PROGRAMS).map(([name, code]) => [name, run(name, code)])));

const newMakers = () => makersOf(load(), original("tiktoken/encoders/gpt2.json"));
let makers = newMakers();
write(
  "outcomes",
  CALLS.map(([maker, method, ...args]) => {
    const outcome = outcomeOf(() => makers[maker](method, ...argumentsOf(args)));
    // What has thrown an error within WebAssembly may answer wrongly from then on.
    if (outcome.error !== undefined) makers = newMakers();
    return { maker, method, args, outcome };
  }),
);

const tiktoken = load();

const completions = (encoding, text) => {
  const [stable, all] = encoding.encode_with_unstable(text, "all");
  return { text, stable, count: all.length, completions: digestOf(all.map((ids) => ids.join()).toSorted()) };
};
write(
  "unstable",
  Object.fromEntries(
    UNSTABLE_NAMES.map((name) => {
      const encoding = tiktoken.get_encoding(name);
      return [name, UNSTABLE_TEXTS.map((text) => completions(encoding, text))];
    }),
  ),
);

const registry = JSON.parse(file("registry.json"));
const NAMES = Object.keys(registry);
const { vocab, merges } = gpt2.toVocabAndMerges();
const loaded = await original("tiktoken/load").load(registry.gpt2, async (url) =>
  url.endsWith(".json") ? vocab : merges,
);
write("data", {
  models: digestOf(JSON.parse(file("model_to_encoding.json"))),
  registry: digestOf(registry),
  encoders: Object.fromEntries(
    NAMES.map((name) => [
      name,
      createHash("sha256")
        .update(file(`encoders/${name}.json`))
        .digest("hex"),
    ]),
  ),
  tokens: Object.fromEntries(NAMES.map((name) => [name, digestOf(tiktoken.get_encoding(name).token_byte_values())])),
  loaded: digestOf(loaded),
  loadedMismatch: await original("tiktoken/load")
    .load(registry.gpt2, async (url) => (url.endsWith(".json") ? "{}" : merges))
    .catch((error) => String(error)),
});
