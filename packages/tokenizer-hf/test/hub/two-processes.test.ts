/** One cache, several processes at once: each has the whole tokenizer, and the cache is whole in the end. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HubServer, smallModel } from "@windrow/testing/hub";

let server: HubServer;
const cacheDir = mkdtempSync(join(tmpdir(), "windrow-hub-"));
const room = fileURLToPath(new URL("../..", import.meta.url));

beforeAll(async () => {
  server = await HubServer.open();
  server.models["org/small"] = smallModel();
});
afterAll(async () => {
  await server.close();
  rmSync(cacheDir, { recursive: true, force: true });
});

const PROGRAM = `
  import { fromPretrained } from "@windrow/tokenizer-hf/hub";
  const options = JSON.parse(process.argv[1]);
  const ids = [];
  for (let i = 0; i < 5; i++) ids.push(...(await fromPretrained("org/small", options)).encode("hello world"));
  console.log(JSON.stringify(ids));
`;

async function run(options: object): Promise<string> {
  const args = ["--input-type=module", "--eval", PROGRAM, "--", JSON.stringify(options)];
  const child = spawn(process.execPath, args, { cwd: room, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  await once(child, "close");
  return output.trim();
}

test("four processes", async () => {
  const options = { hubUrl: server.url, cacheDir };
  const expected = JSON.stringify(Array.from({ length: 5 }, () => [0, 1]).flat());
  const outputs = await Promise.all(Array.from({ length: 4 }, () => run(options)));
  expect(outputs).toEqual([expected, expected, expected, expected]);
  expect(await run({ ...options, offline: true })).toBe(expected);
  const model = join(cacheDir, "models--org--small");
  expect(readdirSync(join(model, "blobs")).length).toBe(3);
  expect((readdirSync(cacheDir, { recursive: true }) as string[]).filter((name) => name.endsWith(".tmp"))).toEqual([]);
});
