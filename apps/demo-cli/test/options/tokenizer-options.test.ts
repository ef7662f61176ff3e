/** `--tokenizer`: a model's tokenizer from a file, a folder or the hub, in every command that takes one. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { modelFamily, sentencePieceFile, tekkenFile } from "@windrow/testing/hugging-face";
import { HfTokenizer } from "@windrow/tokenizer-hf";
import { COMMIT, HubServer, smallModel, TOKEN } from "@windrow/testing/hub";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type Finished, runCli } from "../helpers/run-cli.ts";
import { scratchFolder } from "../helpers/scratch-folder.ts";

const scratch = scratchFolder();
const qwen = modelFamily("qwen3");
/** What a text may be in a file or as an argument, with the ids that Hugging Face's library answers. */
const answers = qwen.encode.filter(({ text }) => text !== "" && !/[\0-\x08\x0e-\x1f]|^-/.test(text)).slice(0, 40);

let server: HubServer;
let model: string;
let text: string;

beforeAll(async () => {
  server = await HubServer.open();
  server.models["org/small"] = smallModel({ "tokenizer.json": JSON.stringify(qwen.json) });
  server.models["org/gated"] = { ...smallModel(), access: "gated" };
  server.models["org/plain"] = smallModel({ "tokenizer.json": undefined, "tekken.json": "{}" });
  model = scratch.path("qwen");
  mkdirSync(model);
  writeFileSync(join(model, "tokenizer.json"), JSON.stringify(qwen.json));
  writeFileSync(join(model, "tokenizer_config.json"), JSON.stringify({ eos_token: "<|im_end|>" }));
  text = await scratch.write("hay.txt", "Make hay while the sun shines, \u4e2d\u6587 too.\n".repeat(20));
});
afterAll(() => server.close());

beforeEach(() => {
  vi.stubEnv("HF_ENDPOINT", server.url);
  vi.stubEnv("HF_HUB_CACHE", scratch.path("cache"));
  vi.stubEnv("HF_HOME", scratch.path("home"));
  vi.stubEnv("HF_TOKEN", "");
  vi.stubEnv("HF_HUB_OFFLINE", "");
  server.requests.length = 0;
  return () => vi.unstubAllEnvs();
});

async function json<T>(...args: string[]): Promise<T> {
  const { code, stdout, stderr } = await runCli([...args, "--json"]);
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as T;
}

interface Tokenized {
  readonly encoding: string;
  readonly files: readonly {
    readonly ids: readonly number[];
    readonly pieces: readonly { readonly text: string; readonly ids: readonly number[] }[];
  }[];
}

describe("ids are those of Hugging Face's library", () => {
  test.each([
    ["a folder", () => model, "qwen"],
    ["a tokenizer.json", () => join(model, "tokenizer.json"), "qwen"],
    ["a model on the hub", () => "org/small", "org/small"],
    ["a commit of it", () => `org/small@${COMMIT}`, "org/small"],
  ])("%s", async (_, tokenizer, name) => {
    for (const { text: one, ids, asText } of answers) {
      const args = ["tokenize", "--text", one, "--tokenizer", tokenizer()];
      const found = await json<Tokenized>(...args, "--special", "all");
      expect(found).toMatchObject({ encoding: name, files: [{ ids }] });
      // Pieces have all of the text and all of the ids, in order.
      const { pieces } = found.files[0]!;
      expect(pieces.map((piece) => piece.text).join("")).toBe(one);
      expect(pieces.flatMap((piece) => piece.ids)).toEqual(ids);
      const plain = await json<Tokenized>(...args, "--special", "none");
      expect(plain).toMatchObject({ files: [{ ids: asText }] });
      const counted = await json<{ total: { tokens: number } }>("count", ...args.slice(1), "--special", "none");
      expect(counted.total.tokens).toBe(asText.length);
    }
  });

  test("a tekken.json, whatever it is called, and a folder that has no other", async () => {
    const { json: file, encode } = tekkenFile();
    const folder = scratch.path("mistral");
    mkdirSync(folder);
    writeFileSync(join(folder, "tekken.json"), JSON.stringify(file));
    const other = join(folder, "hay.json");
    writeFileSync(other, JSON.stringify(file));
    for (const { text: one, ids } of encode) {
      if (one === "" || one.startsWith("-")) continue;
      expect(await json<Tokenized>("tokenize", "--text", one, "--tokenizer", other, "--special", "none")).toMatchObject(
        {
          encoding: "hay",
          files: [{ ids }],
        },
      );
      for (const tokenizer of [folder, join(folder, "tekken.json")]) {
        const found = await json<Tokenized>("tokenize", "--text", one, "--tokenizer", tokenizer, "--special", "none");
        expect(found).toMatchObject({ encoding: "mistral", files: [{ ids }] });
      }
    }
    const named = join(folder, "tekken-of-qwen.json");
    writeFileSync(named, JSON.stringify(qwen.json));
    const found = await json<Tokenized>("tokenize", "--text", "Make hay", "--tokenizer", named, "--special", "none");
    expect(found).toMatchObject({ files: [{ ids: [...HfTokenizer.fromJson(qwen.json).encode("Make hay")] }] });
    const output = scratch.path("mistral.html");
    expect((await runCli(["report", text, "-o", output, "--tokenizer", folder])).code).toBe(0);
  });

  test("SentencePiece's .model, by itself and in a folder", async () => {
    const { model: bytes, encode } = sentencePieceFile();
    const folder = scratch.path("raked");
    mkdirSync(folder);
    const file = join(folder, "tokenizer.model");
    writeFileSync(file, bytes);
    for (const { text: one, ids } of encode.slice(0, 40)) {
      if (one === "" || /[\0-\x08\x0e-\x1f]|^-/.test(one)) continue;
      for (const tokenizer of [file, folder]) {
        const found = await json<Tokenized>("tokenize", "--text", one, "--tokenizer", tokenizer);
        expect(found).toMatchObject({ encoding: "raked", files: [{ ids }] });
      }
    }
    const cut = await scratch.write("cut.model", bytes.subarray(0, 3000));
    const minbpe = await scratch.write("minbpe.model", "minbpe v1\nhay\n0\n");
    for (const [tokenizer, message] of [
      [cut, /cut\.model: cut is not a SentencePiece model, or is cut short/],
      [minbpe, /minbpe\.model: it is a model of minbpe, not of SentencePiece\. Give it to --vocab\./],
    ] as const) {
      const { code, stderr } = await runCli(["count", "--text", "hay", "--tokenizer", tokenizer]);
      expect([code, stderr]).toEqual([1, expect.stringMatching(message)]);
    }
    const output = scratch.path("shards of a .model");
    const refused = await runCli(["prepare", text, "-o", output, "--tokenizer", file]);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining("from its folder. Name that.")]);
    expect(existsSync(output)).toBe(false);
    const args = ["prepare", text, "-o", output, "--tokenizer", folder, "--end-of-text", "none"];
    expect((await runCli(args)).code).toBe(0);
  });

  test("where tokens are not bytes of the text", async () => {
    for (const name of ["phi-3-mini", "clip"]) {
      const family = modelFamily(name);
      const file = await scratch.write(`${name}.json`, JSON.stringify(family.json));
      for (const { text: one, asText } of family.encode.slice(0, 40)) {
        if (one === "" || one.startsWith("-")) continue;
        const args = ["tokenize", "--text", one, "--tokenizer", file, "--special", "none"];
        const { files } = await json<Tokenized>(...args);
        expect(files[0]!.ids).toEqual(asText);
        expect(files[0]!.pieces.map((piece) => piece.text).join("")).toBe(one);
        expect(files[0]!.pieces.flatMap((piece) => piece.ids)).toEqual(asText);
        expect((await runCli(args)).code).toBe(0);
      }
    }
  });
});

test("the network is for ids of models alone", async () => {
  for (const tokenizer of [model, join(model, "tokenizer.json")])
    expect((await runCli(["count", text, "--tokenizer", tokenizer])).code).toBe(0);
  expect((await runCli(["count", text, "-e", "gpt2"])).code).toBe(0);
  expect(server.requests).toEqual([]);
  vi.stubEnv("HF_HUB_OFFLINE", "1");
  expect((await runCli(["count", text, "--tokenizer", "org/small"])).code).toBe(0);
  expect(server.requests).toEqual([]);
});

test.each([
  ["windows", (name: string) => ["windows", name, "--max-length", "5", "--limit", "2"]],
  ["batches", (name: string) => ["batches", name, "--max-length", "5", "--batch-size", "2"]],
  ["embed", (name: string) => ["embed", name, "--embedding-dim", "3"]],
  ["inspect", () => ["inspect", "--text", "Make hay"]],
])("%s, for a person and as JSON", async (_, line) => {
  const args = [...line(text), "--tokenizer", model];
  const shown = await runCli(args);
  expect([shown.code, shown.stderr]).toEqual([0, ""]);
  expect(await json<{ encoding: string }>(...args)).toMatchObject({ encoding: "qwen" });
});

test("inspect: the merge that made a token, by its place in the file", async () => {
  const { merges, vocab } = (qwen.json as { model: { merges: [string, string][]; vocab: Record<string, number> } })
    .model;
  const [left, right] = merges[5]!;
  const id = vocab[left + right]!;
  const { tokens } = await json<{ tokens: { rank: number; mergedFrom: { id: number }[] }[] }>(
    "inspect",
    String(id),
    "--tokenizer",
    model,
  );
  expect(tokens).toMatchObject([{ rank: 5, mergedFrom: [{ id: vocab[left] }, { id: vocab[right] }] }]);
});

test("compare: beside the encodings, in the order given", async () => {
  const { files } = await json<{ files: { encodings: { encoding: string; tokens: number }[] }[] }>(
    "compare",
    text,
    "--encoding=gpt2",
    `--tokenizer=${model}`,
    "--tokenizer=org/small",
  );
  expect(files[0]!.encodings.map(({ encoding }) => encoding)).toEqual(["gpt2", "qwen", "org/small"]);
  expect(files[0]!.encodings[1]!.tokens).toBe(files[0]!.encodings[2]!.tokens);
  expect((await runCli(["compare", text, "--tokenizer", model])).stdout).toContain("qwen");
});

test.each([
  ["a folder", () => model],
  ["a model on the hub", () => "org/small"],
])("prepare: %s", async (kind, tokenizer) => {
  const output = scratch.path(`shards of ${kind}`);
  const done = await runCli(["prepare", text, "-o", output, "--tokenizer", tokenizer(), "--end-of-text", "none"]);
  expect([done.code, done.stderr]).toEqual([0, ""]);
  const counted = await json<{ total: { tokens: number } }>("count", text, "--tokenizer", tokenizer());
  const verified = await runCli(["verify", output, "--json"]);
  expect(verified.code).toBe(0);
  const manifest = JSON.parse(readFileSync(join(output, "manifest.json"), "utf8")) as {
    readonly shards: readonly { readonly tokens: number }[];
  };
  expect(manifest.shards.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(counted.total.tokens);
});

test("report: the page has the tokenizer in it", async () => {
  const output = scratch.path("page.html");
  const { code, stdout, stderr } = await runCli(["report", text, "-o", output, "--tokenizer", "org/small"]);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("org/small");
});

describe("what can't be used is said in one line, with what to do, and leaves nothing", () => {
  const refused = async (tokenizer: string, message: RegExp): Promise<Finished> => {
    const output = scratch.path("never");
    for (const args of [
      ["count", "--text", "hay"],
      ["prepare", text, "-o", output],
    ]) {
      const done = await runCli([...args, "--tokenizer", tokenizer]);
      expect([done.code, done.stdout]).toEqual([expect.toBeOneOf([1, 2]), ""]);
      expect(done.stderr).toMatch(/^windrow: [^\n]+\n$/);
      expect(done.stderr).toMatch(message);
      expect(done.stderr).not.toMatch(/\bpass\b|cacheDir|\{/);
    }
    expect(existsSync(output)).toBe(false);
    return runCli(["count", "--text", "hay", "--tokenizer", tokenizer]);
  };

  test("no such model, revision or file in it", async () => {
    await refused("org/none", /"org\/none" is not on .*set HF_TOKEN to your token\.\n$/);
    await refused("org/small@v9", /"org\/small" has no revision "v9"\.\n$/);
    await refused("org/plain", /"org\/plain" has no tokenizer\.json at revision "main"\. It has tekken\.json\.\n$/);
    expect(existsSync(join(scratch.path("cache"), "models--org--none"))).toBe(false);
  });

  test("gated, and a wrong token", async () => {
    await refused("org/gated", /is gated: ask for access at .*, then set HF_TOKEN to your token\.\n$/);
    vi.stubEnv("HF_TOKEN", TOKEN);
    await refused("org/gated", /is gated, and this token has no access yet: ask for it at/);
    vi.stubEnv("HF_TOKEN", "hf_wrong");
    await refused("org/small", /the token is wrong, has expired or has no access/);
  });

  test("no network, and offline", async () => {
    vi.stubEnv("HF_HUB_CACHE", scratch.path("empty"));
    vi.stubEnv("HF_HUB_OFFLINE", "1");
    await refused(
      "org/small",
      /is not in the cache, and offline is set \(HF_HUB_OFFLINE\): load it once while online\.\n$/,
    );
    vi.stubEnv("HF_HUB_OFFLINE", "");
    vi.stubEnv("HF_ENDPOINT", "http://127.0.0.1:9");
    await refused("org/small", /can't be reached, and "org\/small" is not in the cache: check the network/);
    expect(existsSync(scratch.path("empty"))).toBe(false);
  });

  test("files", async () => {
    await refused(scratch.path("nowhere"), /nowhere does not exist\. --tokenizer takes a folder, a tokenizer\.json/);
    await refused("nowhere.json", /nowhere\.json does not exist/);
    await refused(await scratch.write("cut.json", '{"model":'), /cut\.json.* is not JSON/);
    await refused(
      text,
      /cannot use .*hay\.txt: --tokenizer takes a tokenizer\.json, a tekken\.json or SentencePiece's \.model\. Other .* --vocab\./,
    );
    const empty = scratch.path("empty-folder");
    mkdirSync(empty);
    await refused(empty, /has no tokenizer\.json/);
    expect(readdirSync(empty)).toEqual([]);
  });

  test.each([
    [
      ["count", "--text", "a", "-e", "gpt2", "--tokenizer", "a/b"],
      /both --encoding and --tokenizer given\. Leave one out\./,
    ],
    [
      ["count", "--text", "a", "--vocab", "v", "--tokenizer", "a/b"],
      /both --vocab and --tokenizer given\. Leave one out\./,
    ],
    [["report", "--vocab", "v", "--tokenizer", "a/b"], /both --vocab and --tokenizer given\. Leave one out\./],
    [["prepare", "a", "-o", "b", "-e", "gpt2", "--tokenizer", "a/b"], /both --encoding and --tokenizer given/],
    [
      ["prepare", "a", "-o", "b", "--tokenizer", "a/b", "--special-token", "<s>=1"],
      /apply only to --vocab; a model has its own/,
    ],
    [["count", "--text", "a", "--tokenizer", "-"], /save standard input as tokenizer\.json/],
  ])("%s", async (args, message) => {
    const { code, stderr } = await runCli(args);
    expect([code, stderr]).toEqual([expect.toBeOneOf([1, 2]), expect.stringMatching(message)]);
  });
});
