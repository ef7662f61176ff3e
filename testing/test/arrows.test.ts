/** The lint rules for the arrows between the rooms bite: a file that breaks one is refused in the room where it stands. */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "windrow-arrows-"));
afterAll(() => rmSync(scratch, { recursive: true }));
copyFileSync(join(root, ".oxlintrc.json"), join(scratch, ".oxlintrc.json"));

/** The rules that oxlint names for this code in a file of this path. */
function refusals(path: string, code: string): string[] {
  const file = join(scratch, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, code);
  const oxlint = join(root, "node_modules/oxlint/bin/oxlint");
  const { stdout } = spawnSync(process.execPath, [oxlint, "--format", "json", path], {
    cwd: scratch,
    encoding: "utf8",
  });
  rmSync(file);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string }[] };
  return diagnostics.map(({ code: rule }) => rule);
}

const importOf = (name: string): string => `import { one } from "${name}";\nexport const two: number = one;\n`;

test.each([
  ["interfaces", "@windrow/random"],
  ["interfaces", "@windrow/core"],
  ["core", "@windrow/interfaces"],
  ["random", "@windrow/core/node"],
  ["tokenizer-bpe", "@windrow/core/node"],
  ["random", "@windrow/interfaces"],
  ["tokenizer-simple", "@windrow/tokenizer-bpe"],
  ["tokenizer-bpe", "@windrow/random"],
  ["tokenizer-bpe", "@windrow/tokenizer-simple"],
  ["tokenizer-bpe", "@windrow/tokenizer-hf"],
  ["tokenizer-hf", "@windrow/tokenizer-bpe"],
  ["tokenizer-hf", "@windrow/core/node"],
  ["dataset", "@windrow/tokenizer-bpe/gpt2"],
  ["dataset", "@windrow/prepare"],
  ["dataset", "@windrow/shards"],
  ["shards", "@windrow/dataset"],
  ["shards", "@windrow/random"],
  ["embeddings", "@windrow/dataset"],
  ["prepare", "@windrow/dataset"],
  ["prepare", "@windrow/embeddings"],
  ["compat/js-tiktoken", "@windrow/tokenizer-hf"],
  ["compat/js-tiktoken", "@windrow/dataset"],
  ["compat/tiktoken", "@windrow/js-tiktoken"],
  ["compat/gpt-tokenizer", "@windrow/js-tiktoken"],
])("%s may not import %s", (room, name) => {
  expect(refusals(`packages/${room}/src/one.ts`, importOf(name))).toEqual(["eslint(no-restricted-imports)"]);
});

test.each([
  ["random", "@windrow/core"],
  ["tokenizer-simple", "@windrow/interfaces"],
  ["tokenizer-simple", "@windrow/core"],
  ["tokenizer-bpe", "@windrow/interfaces"],
  ["tokenizer-hf", "@windrow/tokenizer-bpe/internal"],
  ["dataset", "@windrow/random"],
  ["embeddings", "@windrow/random"],
  ["embeddings", "node:fs"],
  ["shards", "@windrow/interfaces"],
  ["shards", "@windrow/core/node"],
  ["shards", "node:fs"],
  ["prepare", "@windrow/shards"],
  ["prepare", "@windrow/tokenizer-bpe"],
  ["prepare", "@windrow/tokenizer-hf"],
  ["prepare", "@windrow/tokenizer-hf/hub"],
  ["prepare", "@windrow/core/node"],
  ["prepare", "node:fs"],
  ["compat/js-tiktoken", "@windrow/compat-ranks"],
  ["compat/js-tiktoken", "@windrow/tokenizer-bpe"],
  ["compat/js-tiktoken", "@windrow/tokenizer-bpe/gpt2"],
  ["compat/tiktoken", "@windrow/tokenizer-bpe/internal/tokenizers"],
])("%s may import %s", (room, name) => {
  expect(refusals(`packages/${room}/src/one.ts`, importOf(name))).toEqual([]);
});

test("what tokenizer-hf has for Node alone may import what Node alone has", () => {
  const path = "packages/tokenizer-hf/src/hub/node/one.ts";
  for (const name of ["node:fs", "@windrow/core/node"]) expect(refusals(path, importOf(name))).toEqual([]);
  expect(refusals(path, importOf("@windrow/tokenizer-bpe"))).toEqual(["eslint(no-restricted-imports)"]);
});

test.each([
  "interfaces",
  "core",
  "random",
  "tokenizer-simple",
  "tokenizer-bpe",
  "tokenizer-hf",
  "dataset",
  "compat/js-tiktoken",
  "compat/tiktoken",
  "compat/gpt-tokenizer",
])("%s uses no Node API", (room) => {
  const path = `packages/${room}/src/one.ts`;
  expect(refusals(path, importOf("node:fs"))).toEqual(["import(no-nodejs-modules)"]);
  expect(refusals(path, "export const two: unknown = process;\n")).toEqual(["eslint(no-restricted-globals)"]);
});

test("core/node is for Node", () => {
  expect(refusals("packages/core/src/node/one.ts", importOf("node:fs"))).toEqual([]);
});

test.each([
  ["each other", 'import { two } from "./one.ts";\nexport const one: number = two;\n'],
  ["each other's types", 'import type { two } from "./one.ts";\nexport type One = typeof two;\n'],
])("two files may not import %s", (_, code) => {
  const other = join(scratch, "packages/random/src/other.ts");
  mkdirSync(dirname(other), { recursive: true });
  writeFileSync(other, code);
  expect(refusals("packages/random/src/one.ts", importOf("./other.ts"))).toEqual(["import(no-cycle)"]);
});

test.each(['eval("1")', 'new Function("return 1")', "require(name)"])("no %s in a package", (call) => {
  const code = `declare const name: string;\ndeclare const require: (id: string) => unknown;\nexport const two: unknown = ${call};\n`;
  expect(refusals("packages/prepare/src/one.ts", code).length).toBeGreaterThan(0);
});
