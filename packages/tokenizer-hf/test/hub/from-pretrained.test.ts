/** fromPretrained against a server of the hub's API on loopback. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withFault } from "@windrow/testing/disk";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { applyChatTemplate } from "../../src/chat/index.ts";
import { fromPretrained, type FromPretrainedOptions, pretrainedFiles } from "../../src/hub/index.ts";
import { HfTokenizer } from "../../src/index.ts";
import { packPretrained } from "../../src/pack/index.ts";
import { fixture } from "../fixtures/fixture.ts";
import { openModule } from "../packed/packed-module.ts";
import { COMMIT, HubServer, OLDER, smallModel, TOKEN, TOKENIZER } from "@windrow/testing/hub";

let server: HubServer;
let folder: string;

beforeAll(async () => {
  server = await HubServer.open();
});
afterAll(() => server.close());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "windrow-hub-"));
  for (const name of [
    "HF_TOKEN",
    "HUGGING_FACE_HUB_TOKEN",
    "HF_ENDPOINT",
    "HF_HUB_OFFLINE",
    "HF_HUB_CACHE",
    "HUGGINGFACE_HUB_CACHE",
    "HF_TOKEN_PATH",
  ])
    vi.stubEnv(name, undefined);
  vi.stubEnv("HF_HOME", join(folder, "home"));
  server.models["org/small"] = smallModel();
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
  for (const name of Object.keys(server.faults)) delete server.faults[name];
  for (const name of Object.keys(server.models)) delete server.models[name];
  server.list = undefined;
  server.requests.length = 0;
});

const cache = (): string => join(folder, "cache");
const open = (options: FromPretrainedOptions = {}, id = "org/small"): Promise<HfTokenizer> =>
  fromPretrained(id, { hubUrl: server.url, cacheDir: cache(), timeout: 2_000, ...options });
const offline = (options: FromPretrainedOptions = {}): Promise<HfTokenizer> => open({ offline: true, ...options });
const failing = (code: string, message = ""): unknown =>
  expect.objectContaining({ name: "HfError", code, message: expect.stringContaining(message) });
/** All files of the cache. */
const kept = (): string[] =>
  existsSync(cache())
    ? (readdirSync(cache(), { recursive: true, withFileTypes: true }) as { isDirectory(): boolean; name: string }[])
        .filter((entry) => !entry.isDirectory())
        .map(({ name }) => name)
        .toSorted()
    : [];

describe("from the hub", () => {
  test("tokenizer, config and chat template", async () => {
    const tokenizer = await open();
    expect([...tokenizer.encode("hello world hm")]).toEqual([0, 1, 2]);
    expect([tokenizer.name, tokenizer.bosToken]).toEqual(["org/small", 3]);
    expect(applyChatTemplate(tokenizer, [{ role: "user", content: "hi" }])).toBe("<s>hi");
    expect(server.requests.map(({ url }) => url)).not.toContainEqual(expect.stringContaining("README"));
  });

  test("the files that may stand apart", async () => {
    const special = JSON.stringify({ bos_token: { content: "<s>" }, eos_token: "</s>", pad_token: "<p>" });
    server.models["org/small"] = smallModel({
      "tokenizer_config.json": JSON.stringify({ bos_token: null, eos_token: "<e>" }),
      "special_tokens_map.json": special,
      "chat_template.jinja": undefined,
      "chat_template.json": JSON.stringify({ chat_template: "from json" }),
      "additional_chat_templates/tool_use.jinja": "tools",
      "additional_chat_templates/../evil.jinja": "evil",
    });
    const { config } = await open();
    expect(config).toEqual({
      bos_token: { content: "<s>" },
      eos_token: "<e>",
      pad_token: "<p>",
      chat_template: { default: "from json", tool_use: "tools" },
    });
  });

  test("tokenizer.json alone is enough", async () => {
    server.models["small"] = smallModel({ "tokenizer_config.json": undefined, "chat_template.jinja": undefined });
    expect((await open({}, "small")).config).toEqual({});
    expect([...(await open({ offline: true }, "small")).encode("world")]).toEqual([1]);
  });

  test("BERT's vocab.txt where there is no tokenizer.json, also offline", async () => {
    const files = {
      "vocab.txt": "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nHay\nhay\n##s\n",
      "tokenizer_config.json": JSON.stringify({ do_lower_case: false, tokenizer_class: "BertTokenizer" }),
      "chat_template.jinja": undefined,
      "README.md": undefined,
    };
    server.models["org/bert"] = smallModel({ ...files, "tokenizer.json": undefined });
    for (const options of [{}, { offline: true }, { offline: true, revision: COMMIT }]) {
      const tokenizer = await open(options, "org/bert");
      expect([...tokenizer.encode("Hays hay", { addSpecialTokens: true })]).toEqual([2, 5, 7, 6, 3]);
      expect([tokenizer.padToken, tokenizer.unkToken]).toEqual([0, 1]);
    }
    server.requests.length = 0;
    await open({ revision: COMMIT }, "org/bert");
    expect(server.requests).toEqual([]);
    // Where there is one, the other is not fetched.
    server.models["org/small"] = smallModel(files);
    await open();
    expect(server.requests.some(({ url }) => url.endsWith("vocab.txt"))).toBe(false);
    server.models["org/esm"] = smallModel({
      ...files,
      "tokenizer.json": undefined,
      "tokenizer_config.json": JSON.stringify({ tokenizer_class: "EsmTokenizer" }),
    });
    await expect(open({}, "org/esm")).rejects.toThrow(failing("HF_UNSUPPORTED_FILE", "EsmTokenizer"));
  });

  test.each(["v1.0", "refs/pr/1", OLDER])("revision %s", async (revision) => {
    await open({ revision });
    const files = server.requests.filter(({ url }) => url.includes("/resolve/"));
    expect(files.map(({ url }) => url.split("/")[4])).toEqual([OLDER, OLDER, OLDER]);
    expect([...(await offline({ revision })).encode("hello")]).toEqual([0]);
  });

  test("HF_ENDPOINT and HF_HUB_CACHE", async () => {
    vi.stubEnv("HF_ENDPOINT", `${server.url}/`);
    vi.stubEnv("HF_HUB_CACHE", cache());
    await fromPretrained("org/small");
    expect(kept()).toContain("main");
    vi.stubEnv("HF_HUB_OFFLINE", "1");
    server.requests.length = 0;
    await fromPretrained("org/small");
    expect(server.requests).toEqual([]);
  });

  test("HF_HOME", async () => {
    await fromPretrained("org/small", { hubUrl: server.url });
    expect(existsSync(join(folder, "home/hub/models--org--small/refs/main"))).toBe(true);
  });
});

describe("tokens", () => {
  test("go to the hub, not to the host that it redirects to", async () => {
    server.models["org/small"] = { ...smallModel(), access: "private" };
    await open({ token: TOKEN });
    const seen = server.requests.map(({ isOther, authorization }) => [isOther, authorization]);
    expect(seen.filter(([isOther]) => !isOther).every(([, authorization]) => authorization === `Bearer ${TOKEN}`)).toBe(
      true,
    );
    expect(seen.filter(([isOther]) => isOther)).toEqual([[true, undefined]]);
  });

  test("are those of HF_TOKEN, or of its file, or none", async () => {
    server.models["org/small"] = { ...smallModel(), access: "private" };
    await expect(open()).rejects.toThrow(failing("HF_NOT_FOUND", "pass your token as token or HF_TOKEN"));
    writeFileSync(join(folder, "token"), `${TOKEN}\n`);
    vi.stubEnv("HF_TOKEN_PATH", join(folder, "token"));
    await open();
    vi.stubEnv("HF_TOKEN", "hf_other");
    await expect(open()).rejects.toThrow(failing("HF_UNAUTHORIZED"));
    await expect(open({ token: false })).rejects.toThrow(failing("HF_NOT_FOUND"));
    await open({ token: TOKEN });
  });

  test("a wrong one", async () => {
    await expect(open({ token: "hf_wrong" })).rejects.toThrow(failing("HF_UNAUTHORIZED", "the token is wrong"));
    expect(kept()).toEqual([]);
  });

  test("a gated model", async () => {
    server.models["org/small"] = { ...smallModel(), access: "gated" };
    await expect(open()).rejects.toThrow(failing("HF_UNAUTHORIZED", "ask for access at"));
    await expect(open({ token: TOKEN })).rejects.toThrow(failing("HF_UNAUTHORIZED", "this token has no access yet"));
    expect(kept()).toEqual([]);
  });

  test("are never in a message", async () => {
    const secret = "hf_wrong_secret";
    const error = await open({ token: secret }).catch((one: unknown) => one);
    expect(JSON.stringify([error, (error as Error).message, (error as { fields: unknown }).fields])).not.toContain(
      secret,
    );
    await expect(open({ token: "two words" })).rejects.toThrow(failing("HF_INVALID_OPTION"));
  });
});

describe("what is not there", () => {
  test("a model, a revision, a file", async () => {
    await expect(open({}, "org/none")).rejects.toThrow(failing("HF_NOT_FOUND", '"org/none" is not on'));
    await expect(open({ revision: "v9" })).rejects.toThrow(failing("HF_NOT_FOUND", 'has no revision "v9"'));
    server.models["org/small"] = smallModel({ "tokenizer.json": undefined, "tekken.json": "{}" });
    await expect(open()).rejects.toThrow(failing("HF_NOT_FOUND", "It has tekken.json"));
    server.models["org/small"] = smallModel();
    server.faults["tokenizer_config.json"] = 404;
    await expect(open()).rejects.toThrow(failing("HF_NOT_FOUND", "has no tokenizer_config.json"));
    expect(kept()).toEqual([]);
  });

  test("a network", async () => {
    const hubUrl = "http://127.0.0.1:9";
    await expect(open({ hubUrl })).rejects.toThrow(failing("HF_NO_NETWORK", "can't be reached"));
    await expect(offline()).rejects.toThrow(failing("HF_NO_NETWORK", "is not in the cache"));
    await open();
    expect([...(await open({ hubUrl })).encode("hello")]).toEqual([0]);
    for (const status of [503, 429]) {
      server.faults["tokenizer.json"] = status;
      await expect(open({ cacheDir: false })).rejects.toThrow(failing("HF_NO_NETWORK", String(status)));
    }
  });
});

describe("downloads that fail", () => {
  test.each([
    ["cut", "was cut off after 1 bytes"],
    ["short", `it ended after ${TOKENIZER.length - 1} of ${TOKENIZER.length} bytes`],
    ["long", `it has more than ${TOKENIZER.length} bytes`],
    ["flipped", "its hash differs from the one that the hub lists"],
    ["stall", "it stalled after 1 bytes"],
    ["trickle", "it stalled after"],
  ] as const)("%s", async (fault, message) => {
    server.faults["tokenizer.json"] = fault;
    await expect(open({ timeout: 300 })).rejects.toThrow(failing("HF_BAD_DOWNLOAD", message));
    expect(kept()).toEqual([]);
    delete server.faults["tokenizer.json"];
    expect([...(await open()).encode("hello")]).toEqual([0]);
  });

  test("a small file, whose hash is git's", async () => {
    server.faults["chat_template.jinja"] = "flipped";
    await expect(open()).rejects.toThrow(failing("HF_BAD_DOWNLOAD", "chat_template.jinja"));
    expect(kept()).toEqual([]);
  });

  test.each([
    "no JSON",
    "[]",
    "{}",
    '{"sha":"../../x","siblings":[]}',
    `{"sha":"${COMMIT}","siblings":[{"rfilename":"tokenizer.json"}]}`,
  ])("a list of files that is %s", async (list) => {
    server.list = list;
    await expect(open()).rejects.toThrow(failing("HF_BAD_DOWNLOAD"));
    expect(kept()).toEqual([]);
  });

  test("a tokenizer.json that can't be read, a config that is not JSON", async () => {
    server.models["org/small"] = smallModel({ "tokenizer.json": TOKENIZER.slice(0, -5) });
    await expect(open()).rejects.toThrow(failing("HF_INVALID_FILE"));
    server.models["org/small"] = smallModel({ "tokenizer_config.json": "[" });
    await expect(open()).rejects.toThrow(failing("HF_INVALID_FILE", "tokenizer_config.json"));
    expect(kept()).toEqual([]);
  });

  test("one that the caller ends", async () => {
    server.faults["tokenizer.json"] = "stall";
    const controller = new AbortController();
    const reason = new Error("enough");
    const opened = open({ signal: controller.signal, timeout: 60_000 });
    await vi.waitFor(() => expect(server.requests.length).toBeGreaterThan(2));
    controller.abort(reason);
    await expect(opened).rejects.toBe(reason);
    await expect(open({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(kept()).toEqual([]);
  });
});

describe("the cache", () => {
  test("has Python's layout", async () => {
    await open();
    const model = join(cache(), "models--org--small");
    expect(readFileSync(join(model, "refs/main"), "utf8")).toBe(COMMIT);
    const link = readlinkSync(join(model, "snapshots", COMMIT, "tokenizer.json"));
    expect(link).toMatch(/^\.\.\/\.\.\/blobs\/[0-9a-f]{64}$/);
    expect(readlinkSync(join(model, "snapshots", COMMIT, "tokenizer_config.json"))).toMatch(
      /^\.\.\/\.\.\/blobs\/[0-9a-f]{40}$/,
    );
    expect(readdirSync(join(model, ".no_exist", COMMIT)).toSorted()).toEqual([
      "chat_template.json",
      "special_tokens_map.json",
    ]);
    expect(kept().some((name) => name.endsWith(".tmp"))).toBe(false);
  });

  test("is asked where main stands, and downloads what is new alone", async () => {
    await open();
    server.requests.length = 0;
    await open();
    expect(server.requests.map(({ url }) => url)).toEqual(["/api/models/org/small/revision/main?blobs=true"]);
    server.requests.length = 0;
    await open({ revision: COMMIT });
    expect(server.requests).toEqual([]);
    // The same files in another commit.
    server.models["org/small"] = { ...smallModel(), revisions: { main: OLDER } };
    await open();
    expect(server.requests.length).toBe(1);
    expect(readFileSync(join(cache(), "models--org--small/refs/main"), "utf8")).toBe(OLDER);
    expect([...(await offline({ revision: COMMIT })).encode("hello")]).toEqual([0]);
  });

  test("what is damaged in it is downloaded again", async () => {
    await open();
    const file = join(cache(), "models--org--small/snapshots", COMMIT, "tokenizer.json");
    writeFileSync(file, TOKENIZER.replace("hello", "hallo"));
    await expect(offline()).rejects.toThrow(failing("HF_NO_NETWORK"));
    expect([...(await open({ revision: COMMIT })).encode("hello")]).toEqual([0]);
    expect(readFileSync(file, "utf8")).toBe(TOKENIZER);
  });

  test("may be left out, or can't be written", async () => {
    await open({ cacheDir: false });
    expect(kept()).toEqual([]);
    writeFileSync(cache(), "a file");
    await expect(open()).rejects.toThrow(failing("HF_INVALID_OPTION", "can't be written"));
  });
});

describe("arguments", () => {
  test.each([
    "../../etc",
    "a/b/c",
    "/etc/none",
    "a//b",
    "-a/b",
    "a/b.git",
    "a--b",
    "a..b",
    ".",
    "a b",
    "org/na\0me",
    "https://x.y/z",
  ])("%j is not a model", async (id) => {
    server.requests.length = 0;
    const error = await open({}, id).catch((one: unknown) => one);
    expect(["HF_INVALID_OPTION", "HF_NOT_FOUND"]).toContain((error as { code: string }).code);
    expect(server.requests).toEqual([]);
    expect(kept()).toEqual([]);
  });

  test.each([
    { revision: "../main" },
    { revision: "a/../b" },
    { revision: "" },
    { revision: "main?x" },
    { revision: 5 },
    { token: "" },
    { cacheDir: "" },
    { hubUrl: "huggingface.co" },
    { hubUrl: "ftp://x" },
    { hubUrl: "https://user:secret@x" },
    { timeout: 0 },
    { fetch: "x" },
    { offline: 1 },
    { signal: {} },
    { cache_dir: "x" },
  ])("%j", async (options) => {
    await expect(open(options as never)).rejects.toThrow(failing("HF_INVALID_OPTION"));
    expect(server.requests).toEqual([]);
  });

  test("a fetch of the caller's own", async () => {
    const own = vi.fn<typeof fetch>(globalThis.fetch);
    await open({ fetch: own });
    expect(own).toHaveBeenCalledTimes(4);
  });
});

describe("from a folder", () => {
  test("the same files", async () => {
    for (const [name, text] of Object.entries(smallModel().files)) writeFileSync(join(folder, name), text);
    const tokenizer = await fromPretrained(folder);
    expect([...tokenizer.encode("hello")]).toEqual([0]);
    expect(applyChatTemplate(tokenizer, [{ role: "user", content: "hi" }])).toBe("<s>hi");
    expect(server.requests).toEqual([]);
  });

  test("BERT's vocab.txt, from which also the file is made that others read", async () => {
    writeFileSync(join(folder, "vocab.txt"), "[UNK]\nhay\n##s\n[CLS]\n[SEP]\n[PAD]\n[MASK]\n");
    const tokenizer = await fromPretrained(folder);
    expect([...tokenizer.encode("Hays")]).toEqual([1, 2]);
    expect(tokenizer.padToken).toBe(5);
    const made = (await pretrainedFiles(folder)).get("tokenizer.json")!;
    expect(HfTokenizer.fromJson(made).fingerprint).toBe(tokenizer.fingerprint);
    const { code, fingerprint } = await packPretrained(folder, { name: "bert" });
    expect([code.includes("lists:"), fingerprint]).toEqual([true, tokenizer.fingerprint]);
  });

  test.each(["tokenizer.model", "spiece.model"])("a SentencePiece model, %s", async (file) => {
    const { bytes, ids } = await smallSentencePiece();
    writeFileSync(join(folder, file), bytes);
    expect([...(await fromPretrained(folder)).encode("abc")]).toEqual(ids);
    // Special tokens that a config lists are found in texts.
    const added = { "1": { content: "<s>", special: true }, "99": { content: "<|im|>", special: true } };
    const config = { bos_token: "<s>", added_tokens_decoder: added, tokenizer_class: "LlamaTokenizer" };
    writeFileSync(join(folder, "tokenizer_config.json"), JSON.stringify(config));
    const tokenizer = await fromPretrained(folder);
    expect([...tokenizer.encode("<s><|im|>abc", { allowedSpecial: "all" })]).toEqual([1, 99, ...ids]);
    expect([tokenizer.vocabSize, tokenizer.bosToken]).toEqual([100, 1]);
    const { code, fingerprint, vocabSize } = await packPretrained(folder, { name: "hay" });
    expect([fingerprint, vocabSize]).toEqual([tokenizer.fingerprint, 100]);
    expect([...openModule({ name: "hay", code }).encode("<s><|im|>abc", { allowedSpecial: "all" })]).toEqual([
      1,
      99,
      ...ids,
    ]);
    writeFileSync(join(folder, "vocab.txt"), "[UNK]\nabc\n[CLS]\n[SEP]\n[PAD]\n[MASK]\n");
    for (const load of [fromPretrained, packPretrained])
      await expect(load(folder)).rejects.toThrow(failing("HF_UNSUPPORTED_FILE", "LlamaTokenizer"));
  });

  test("a SentencePiece model whose ids are not the tokenizer's", async () => {
    const { bytes } = await smallSentencePiece();
    writeFileSync(join(folder, "sentencepiece.bpe.model"), bytes);
    for (const load of [fromPretrained, packPretrained])
      await expect(load(folder)).rejects.toThrow(failing("HF_UNSUPPORTED_FILE", "sentencepiece.bpe.model"));
    writeFileSync(join(folder, "tokenizer_config.json"), JSON.stringify({ tokenizer_class: "XLNetTokenizer" }));
    for (const load of [fromPretrained, packPretrained])
      await expect(load(folder)).rejects.toThrow(failing("HF_UNSUPPORTED_FILE", "XLNetTokenizer"));
  });

  test("without a tokenizer.json, a file, none at all", async () => {
    await expect(fromPretrained(folder)).rejects.toThrow(failing("HF_NOT_FOUND", "has no tokenizer.json"));
    writeFileSync(join(folder, "tokenizer.json"), TOKENIZER);
    await expect(fromPretrained(join(folder, "tokenizer.json"))).rejects.toThrow(
      failing("HF_INVALID_OPTION", "is a file"),
    );
    await expect(fromPretrained(join(folder, "none"))).rejects.toThrow(failing("HF_NOT_FOUND", "There is no folder"));
  });
});

describe("a disk that fails while the cache is written", () => {
  test.each(["ENOSPC from then on", "EIO"] as const)(
    "%s at every call: what is loaded offline then is whole, or nothing",
    async (kind) => {
      const whole = (await open()).config;
      rmSync(cache(), { recursive: true });
      let faults = 0;
      for (let call = 1, isDone = false; !isDone && call < 300; call++) {
        const { outcome, report } = await withFault({ kind, call }, [folder], () => open());
        isDone = report.faults.length === 0;
        if (!isDone) faults++;
        const after = await offline({ revision: COMMIT }).catch((error: unknown) => error);
        if (outcome.status === "fulfilled" && isDone) expect((after as HfTokenizer).config).toEqual(whole);
        else if ("config" in (after as object)) expect((after as HfTokenizer).config).toEqual(whole);
        else expect(after).toEqual(failing("HF_NO_NETWORK"));
        rmSync(cache(), { recursive: true, force: true });
      }
      expect(faults).toBeGreaterThan(10);
    },
  );
});

test("a list with more files of a tokenizer than there can be is refused", async () => {
  const templates = Array.from({ length: 100 }, (_, i) => [`additional_chat_templates/t${i}.jinja`, "x"] as const);
  server.models["org/small"] = smallModel(Object.fromEntries(templates));
  await expect(open()).rejects.toThrow(failing("HF_BAD_DOWNLOAD", "more than 100"));
  expect(kept()).toEqual([]);
});

/** One of sentencepiece's own tests, with the ids of "abc". */
async function smallSentencePiece(): Promise<{ readonly bytes: Uint8Array; readonly ids: readonly number[] }> {
  const cases =
    await fixture<{ source: string; model: string; encode: readonly { text: string; ids: readonly number[] }[] }[]>(
      "sentence-piece-cases.json.gz",
    );
  const { model, encode } = cases.find(({ source }) => source === "src/bpe_model_test.cc EncodeTest")!;
  return { bytes: Buffer.from(model, "base64"), ids: encode.find(({ text }) => text === "abc")!.ids };
}
