/** `windrow pack`: the module that it writes, and what it refuses. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { sentencePieceFile } from "@windrow/testing/hugging-face";
import { HfTokenizer } from "@windrow/tokenizer-hf";
import { packTokenizer } from "@windrow/tokenizer-hf/pack";
import { beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../../helpers/run-cli.ts";
import { scratchFolder } from "../../helpers/scratch-folder.ts";

const scratch = scratchFolder();
const json = gpt2.toTokenizerJson();
const config = { eos_token: "<|endoftext|>", chat_template: "{{ messages[0].content }}" };
let file: string;
let folder: string;
let made = 0;
const fresh = (name: string): string => {
  const place = scratch.path(`made-${made++}`);
  mkdirSync(place);
  return join(place, name);
};

beforeAll(async () => {
  file = await scratch.write("tokenizer.json", json);
  folder = scratch.path("model");
  mkdirSync(folder);
  writeFileSync(join(folder, "tokenizer.json"), json);
  writeFileSync(join(folder, "tokenizer_config.json"), JSON.stringify(config));
});

describe("a module", () => {
  test("of a file, with its types beside it", async () => {
    const output = fresh("hay-rake.mjs");
    const { code, stdout, stderr } = await runCli(["pack", file, "-o", output]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(
      /^.*hay-rake\.mjs: hayRake, 50,257 ids, \d{3} kB \(\d{3} kB gzipped\)\n.*hay-rake\.d\.mts: its types\n$/,
    );
    const packed = packTokenizer(json, { name: "hayRake" });
    expect(readFileSync(output, "utf8")).toBe(packed.code);
    expect(readFileSync(output.replace(".mjs", ".d.mts"), "utf8")).toBe(packed.declarations);
    expect(readdirSync(join(output, "..")).length).toBe(2);
  });

  test("of a folder, with its config, and its chat template where that is asked for", async () => {
    const [without, whole] = [fresh("a.mjs"), fresh("a.js")];
    expect((await runCli(["pack", folder, "-o", without])).code).toBe(0);
    expect((await runCli(["pack", folder, "-o", whole, "--chat-template"])).code).toBe(0);
    const { chat_template: _, ...rest } = config;
    const options = { name: "a", config: rest };
    expect(readFileSync(without, "utf8")).toBe(packTokenizer(json, options).code);
    expect(readFileSync(whole, "utf8")).toBe(packTokenizer(json, { name: "a", config, chatTemplate: true }).code);
    expect(existsSync(whole.replace(".js", ".d.ts"))).toBe(true);
  });

  test("of a SentencePiece model, by itself, and in a folder with its config", async () => {
    const { model } = sentencePieceFile();
    const output = fresh("hay.mjs");
    const source = fresh("tokenizer.model");
    writeFileSync(source, model);
    const { code, stdout, stderr } = await runCli(["pack", source, "-o", output]);
    expect([code, stderr, stdout]).toEqual([0, "", expect.stringContaining("hay.mjs: hay, ")]);
    expect(readFileSync(output, "utf8")).toBe(packTokenizer(model, { name: "hay" }).code);
    const added = { "9999": { content: "<|im|>", special: true } };
    writeFileSync(join(source, "..", "tokenizer_config.json"), JSON.stringify({ added_tokens_decoder: added }));
    expect((await runCli(["pack", join(source, ".."), "-o", output, "--force"])).code).toBe(0);
    const options = { name: "hay", config: { added_tokens_decoder: added } };
    expect(readFileSync(output, "utf8")).toBe(packTokenizer(model, options).code);
  });

  test("as JSON for programs", async () => {
    const output = fresh("hay.mjs");
    const { code, stdout } = await runCli(["pack", file, "-o", output, "--json"]);
    const { bytes, gzippedBytes, ...rest } = JSON.parse(stdout);
    expect([code, rest]).toEqual([
      0,
      {
        schemaVersion: 1,
        output,
        declarations: output.replace(".mjs", ".d.mts"),
        name: "hay",
        vocabSize: 50257,
        fingerprint: HfTokenizer.fromJson(json).fingerprint,
      },
    ]);
    expect(bytes).toBe(readFileSync(output).length);
    expect(gzippedBytes).toBeLessThan(bytes);
  });

  test.each([
    ["Qwen3-8B", "qwen38B"],
    ["o200k_base", "o200kBase"],
    ["3-hay", "tokenizer3Hay"],
    ["草", "tokenizer"],
  ])("%s.mjs exports %s", async (name, exported) => {
    const output = fresh(`${name}.mjs`);
    expect((await runCli(["pack", file, "-o", output])).code).toBe(0);
    expect(readFileSync(output, "utf8")).toContain(`\nexport const ${exported} = `);
  });
});

describe("refused, with nothing written", () => {
  test("a module or its types that exist, unless --force is given", async () => {
    for (const existing of ["hay.mjs", "hay.d.mts"]) {
      const output = fresh("hay.mjs");
      const kept = join(output, "..", existing);
      writeFileSync(kept, "mine");
      const { code, stderr } = await runCli(["pack", file, "-o", output]);
      expect([code, stderr]).toEqual([1, expect.stringMatching(/hay\.(?:mjs|d\.mts): it exists\. Add --force/)]);
      expect([readFileSync(kept, "utf8"), readdirSync(join(output, "..")).length]).toEqual(["mine", 1]);
      expect((await runCli(["pack", file, "-o", output, "--force"])).code).toBe(0);
      expect(readFileSync(kept, "utf8")).toContain("Made by windrow pack");
    }
  });

  test.each<[string, string | Buffer, RegExp]>([
    ["a file that is cut", json.slice(0, 1000), /cannot use .*: the file is not JSON, or cut short/],
    [
      "a stage that is not known",
      json.replace('"normalizer":null', '"normalizer":{"type":"Hay"}'),
      /normalizer\.type is "Hay"/,
    ],
    [
      "a tekken.json without tokens",
      '{"config": {"pattern": "a"}, "vocab": []}',
      /config\.default_num_special_tokens is missing/,
    ],
    ["a text", "hay", /is not JSON/],
  ])("%s", async (_, text, message) => {
    const bad = fresh("tokenizer.json");
    writeFileSync(bad, text);
    const output = fresh("a.mjs");
    const { code, stdout, stderr } = await runCli(["pack", bad, "-o", output]);
    expect([code, stdout, stderr.replaceAll(/\s+/g, " ")]).toEqual([1, "", expect.stringMatching(message)]);
    expect(readdirSync(join(output, ".."))).toEqual([]);
  });

  test.each<[string, string, Uint8Array | string, RegExp]>([
    ["a SentencePiece model that is cut", "a.model", sentencePieceFile().model.subarray(0, 3000), /cut short/],
    ["one of minbpe", "a.model", "minbpe v1\nhay", /a\.model: it is a model of minbpe, not of SentencePiece\. Give a/],
    [
      "another vocabulary",
      "a.tiktoken",
      "IQ== 0\n",
      /takes a tokenizer\.json, a tekken\.json or SentencePiece's \.model\.$/,
    ],
  ])("%s", async (_, named, content, message) => {
    const bad = fresh(named);
    writeFileSync(bad, content);
    const output = fresh("a.mjs");
    const { code, stderr } = await runCli(["pack", bad, "-o", output]);
    expect([code, stderr.trim().replaceAll(/\s+/g, " ")]).toEqual([1, expect.stringMatching(message)]);
    expect(readdirSync(join(output, ".."))).toEqual([]);
  });

  test("what is not there", async () => {
    const output = fresh("a.mjs");
    const line = async (...args: string[]) =>
      (await runCli(["pack", ...args, "-o", output])).stderr.replaceAll(/\s+/g, " ");
    expect(await line(scratch.path("none.json"))).toMatch(/none\.json does not exist\. windrow pack takes a folder/);
    expect(await line(join(fresh("x"), ".."))).toMatch(/has no tokenizer\.json/);
    expect(readdirSync(join(output, ".."))).toEqual([]);
  });

  test("a module whose export would be a word of JavaScript", async () => {
    const output = fresh("class.mjs");
    const { code, stdout, stderr } = await runCli(["pack", file, "-o", output]);
    expect([code, stdout, stderr.replaceAll(/\s+/g, " ")]).toEqual([
      1,
      "",
      expect.stringContaining(
        'the module would export "class", a word that JavaScript keeps for itself. Give it another name, such as -o qwen3.mjs.',
      ),
    ]);
    expect(readdirSync(join(output, ".."))).toEqual([]);
  });

  test("an output that is not a module, or is what is read", async () => {
    const { code, stderr } = await runCli(["pack", file, "-o", "hay.json"]);
    expect([code, stderr.split("\n")[0]]).toEqual([
      2,
      "windrow: hay.json is not the name of a module. Give NAME.mjs or NAME.js.",
    ]);
    const itself = fresh("a.mjs");
    writeFileSync(itself, json);
    expect((await runCli(["pack", itself, "-o", itself, "--force"])).stderr).toMatch(/it is the input/);
  });
});
