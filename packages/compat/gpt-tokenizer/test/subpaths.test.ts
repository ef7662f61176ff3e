/** What is published: every subpath in both module formats has the original's exports, and no vocabulary but its own. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { expect, test } from "vitest";
import { recorded } from "./recorded.ts";

const room = fileURLToPath(new URL("..", import.meta.url));
const NAME = "@windrow/gpt-tokenizer";

/** What a program prints that runs in the package's folder, where its name is the package. */
function run(program: string, format: "module" | "commonjs"): unknown {
  const options = { cwd: room, encoding: "utf8", maxBuffer: 1 << 26 } as const;
  return JSON.parse(execFileSync(process.execPath, [`--input-type=${format}`, "--eval", program], options));
}

const entries = recorded.exports.flatMap(({ names, entries: which }) => which.map((entry) => [entry, names] as const));
const namesOf = Object.fromEntries(entries);
const all = JSON.stringify(entries.map(([entry]) => entry));

test("the exports of every subpath are the original's, in ES modules", () => {
  const program = `
    const found = {};
    for (const entry of ${all}) found[entry] = Object.keys(await import("${NAME}/" + entry)).sort().join(" ");
    console.log(JSON.stringify(found));`;
  expect(entries.length).toBe(9 + 7 + 4 + 207);
  expect(run(program, "module")).toEqual(namesOf);
});

test("and in CommonJS", () => {
  const program = `
    const found = {};
    for (const entry of ${all}) found[entry] = Object.keys(require("${NAME}/" + entry)).sort().join(" ");
    console.log(JSON.stringify(found));`;
  expect(run(program, "commonjs")).toEqual(namesOf);
});

test("ES modules are also under esm/", () => {
  const program = `
    const main = await import("${NAME}");
    const same = [
      main.default === (await import("${NAME}/encoding/o200k_base")).default,
      main.encode === (await import("${NAME}/esm/main")).encode,
      (await import("${NAME}/model/gpt-4")).default === (await import("${NAME}/esm/model/gpt-4")).default,
      (await import("${NAME}/model/ada")).default === (await import("${NAME}/encoding/r50k_base")).default,
      main.encode === main.default.encode,
    ];
    console.log(JSON.stringify(same));`;
  expect(run(program, "module")).toEqual([true, true, true, true, true]);
});

test("CommonJS is also under cjs, and has a default", () => {
  const program = `
    const main = require("${NAME}");
    const same = [
      main === require("${NAME}/cjs"),
      main.default === require("${NAME}/cjs/encoding/o200k_base").default,
      require("${NAME}/model/gpt-4") === require("${NAME}/cjs/model/gpt-4"),
      require("${NAME}/model/ada").encode === require("${NAME}/encoding/r50k_base").encode,
      main.__esModule,
      require("${NAME}/package.json").name === "${NAME}",
    ];
    console.log(JSON.stringify(same));`;
  expect(run(program, "commonjs")).toEqual([true, true, true, true, true, true]);
});

test("models have names and the functions of their encodings", () => {
  const program = `
    const found = {};
    for (const model of ["gpt-4", "gpt-4o", "gpt-oss-20b", "davinci", "babbage-002"]) {
      const { default: api, encode } = await import("${NAME}/model/" + model);
      found[model] = [api.modelName, api.countChatCompletionTokens === undefined, encode("hello 👋").join(" ")];
    }
    console.log(JSON.stringify(found));`;
  expect(run(program, "module")).toEqual({
    "gpt-4": ["gpt-4", true, "15339 62904 233"],
    "gpt-4o": ["gpt-4o", false, "24912 61138 233"],
    "gpt-oss-20b": ["gpt-oss-20b", false, "24912 61138 233"],
    davinci: [null, true, "31373 50169 233"],
    "babbage-002": [null, true, "15339 62904 233"],
  });
});

test("lists of ranks stand for their tokenizers, and have the original's form", () => {
  const program = `
    const { GptEncoding } = await import("${NAME}/GptEncoding");
    const { resolveEncoding } = await import("${NAME}/resolveEncoding");
    const { resolveEncodingAsync } = await import("${NAME}/resolveEncodingAsync");
    const { encodingNames } = await import("${NAME}/mapping");
    const found = {};
    for (const name of encodingNames) {
      const api = GptEncoding.getEncodingApi(name, resolveEncoding);
      const same = (await resolveEncodingAsync(name)) === resolveEncoding(name);
      found[name] = [api.encode("hello 👋").join(" "), same, Object.keys(resolveEncoding(name)).length];
    }
    const ranks = resolveEncoding("o200k_base");
    console.log(JSON.stringify({ found, some: [ranks[24912], ranks[61138], 199998 in ranks, 50256 in resolveEncoding("p50k_base")] }));`;
  const ids = { r50k: "31373 50169 233", cl100k: "15339 62904 233", o200k: "24912 61138 233" };
  expect(run(program, "module")).toEqual({
    found: {
      gpt2: [ids.r50k, true, 50_256],
      r50k_base: [ids.r50k, true, 50_256],
      p50k_base: [ids.r50k, true, 50_280],
      p50k_edit: [ids.r50k, true, 50_280],
      cl100k_base: [ids.cl100k, true, 100_256],
      o200k_base: [ids.o200k, true, 199_998],
      o200k_harmony: [ids.o200k, true, 199_998],
    },
    some: ["hello", [32, 240, 159, 145], false, false],
  });
});

/** The vocabularies in a bundle of an entry. */
async function vocabulariesIn(entry: string): Promise<string[]> {
  const bundle = await rolldown({ input: `${room}dist/${entry}.js`, external: /^(?:node:|#)|\.wasm$/ });
  const { output } = await bundle.generate({ format: "es" });
  await bundle.close();
  const modules = output.flatMap((chunk) => (chunk.type === "chunk" ? Object.entries(chunk.modules) : []));
  const large = modules.filter(([, { renderedLength }]) => renderedLength > 200_000).map(([id]) => id);
  return large.flatMap((id) => /tokenizer-bpe\/dist\/(?:encodings|shared)\/((?:r|p|cl|o)\d+k)/.exec(id)?.[1] ?? []);
}

test.each([
  ["main", ["o200k"]],
  ["encoding/gpt2", ["r50k"]],
  ["encoding/p50k_edit", ["p50k"]],
  ["encoding/cl100k_base", ["cl100k"]],
  ["encoding/o200k_harmony", ["o200k"]],
  ["model/gpt-4o", ["o200k"]],
  ["model/gpt-3.5-turbo", ["cl100k"]],
  ["model/text-davinci-003", ["p50k"]],
  ["model/gpt-oss-120b", ["o200k"]],
  ["bpeRanks/r50k_base", ["r50k"]],
  ["GptEncoding", []],
  ["mapping", []],
  ["functionCalling", []],
])("a bundle of %s has no vocabulary but %j", async (entry, vocabularies) => {
  expect(await vocabulariesIn(entry)).toEqual(vocabularies);
});

test.each(["models", "models.gen", "BytePairEncodingCore", "modelParams", "encodingParams/cl100k_base", "util"])(
  "%s, which the original has and this package has not, says so when it is imported",
  (entry) => {
    const program = `import("${NAME}/${entry}").catch(({ code }) => console.log(JSON.stringify(code)));`;
    expect(run(program, "module")).toBe("ERR_PACKAGE_PATH_NOT_EXPORTED");
  },
);
