/** The cache is that of Python's huggingface_hub: each reads what the other has kept. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { skipNote } from "@windrow/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { fromPretrained } from "../../src/hub/index.ts";
import { COMMIT, HubServer, smallModel, TOKEN, TOKENIZER } from "@windrow/testing/hub";

const interpreter = process.env.PYTHON ?? "python3";
const reason =
  spawnSync(interpreter, ["-c", "import huggingface_hub"]).status === 0 ? undefined : "no huggingface_hub, set PYTHON";

let server: HubServer;
let cacheDir: string;

beforeAll(async () => {
  server = await HubServer.open();
  server.models["org/small"] = smallModel();
});
beforeEach(() => {
  cacheDir = mkdtempSync(join(tmpdir(), "windrow-hub-"));
  return () => rmSync(cacheDir, { recursive: true, force: true });
});
afterAll(() => server.close());

async function python(code: string, isOffline: boolean): Promise<string> {
  const env = {
    ...process.env,
    HF_ENDPOINT: server.url,
    HF_HUB_CACHE: cacheDir,
    HF_TOKEN: TOKEN,
    HF_HUB_DISABLE_XET: "1",
    HF_HUB_OFFLINE: isOffline ? "1" : "0",
  };
  const child = spawn(interpreter, ["-c", `from huggingface_hub import *\n${code}`], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  await once(child, "close");
  return output.trim();
}

test.skipIf(reason !== undefined)(`Python reads what is kept here${skipNote(reason)}`, async () => {
  await fromPretrained("org/small", { hubUrl: server.url, cacheDir });
  const file = await python('print(hf_hub_download("org/small", "tokenizer.json"))', true);
  expect(file).toBe(join(cacheDir, "models--org--small/snapshots", COMMIT, "tokenizer.json"));
  expect(readFileSync(file, "utf8")).toBe(TOKENIZER);
  const scanned = await python(
    "i = scan_cache_dir()\nprint(len(i.warnings), i.size_on_disk, [r.repo_id for r in i.repos])",
    true,
  );
  const { "README.md": _, ...files } = smallModel().files;
  expect(scanned).toBe(`0 ${Object.values(files).join("").length} ['org/small']`);
  const missing = 'print(try_to_load_from_cache("org/small", "chat_template.json") is _CACHED_NO_EXIST)';
  expect(await python(`from huggingface_hub import _CACHED_NO_EXIST\n${missing}`, true)).toBe("True");
});

test.skipIf(reason !== undefined)(`what Python has kept is read here${skipNote(reason)}`, async () => {
  await python('for f in ["tokenizer.json", "tokenizer_config.json"]: hf_hub_download("org/small", f)', false);
  server.requests.length = 0;
  const tokenizer = await fromPretrained("org/small", { cacheDir, offline: true });
  expect([...tokenizer.encode("hello world")]).toEqual([0, 1]);
  expect(tokenizer.config).toMatchObject({ bos_token: "<s>" });
  expect(server.requests).toEqual([]);
  // With a network, what Python has not asked for is downloaded, and no more.
  await fromPretrained("org/small", { cacheDir, hubUrl: server.url });
  expect(server.requests.map(({ url }) => url.split("/").at(-1))).toEqual(["main?blobs=true", "chat_template.jinja"]);
});
