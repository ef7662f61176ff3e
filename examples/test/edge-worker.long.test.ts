/** The fetch handler in workerd, the runtime of Cloudflare's Workers, which has nothing of Node here; asked over HTTP. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { o200kBase } from "@windrow/tokenizer-bpe/o200k_base";
import { golden, scratchFolder, skipNote } from "@windrow/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { installExample } from "./own-lockfile.ts";
import { servedExample, shownRequests } from "./served-example.ts";

const folder = fileURLToPath(new URL("../edge-worker", import.meta.url));
const reason = installExample("edge-worker");

describe.skipIf(reason !== undefined)(`the edge worker${skipNote(reason)}`, () => {
  const origin = servedExample("edge-worker/serve.mjs");

  const post = (path: string, body: string): Promise<Response> => fetch(origin() + path, { method: "POST", body });

  test("counts are tiktoken's", async () => {
    const { texts, results } = golden<{
      texts: { edge: Record<string, string> };
      results: { o200k_base: { edge: Record<string, number[]> } };
    }>("tokenizer");
    const names = Object.keys(texts.edge);
    expect(names).toContain("bom");
    for (const name of names) {
      const response = await post("/count", texts.edge[name]!);
      expect(await response.json(), name).toEqual({ tokens: results.o200k_base.edge[name]!.length });
    }
  });

  test("answers are those that the README shows", async () => {
    const readme = readFileSync(`${folder}/README.md`, "utf8");
    const shown = shownRequests(readme);
    expect(shown.length).toBe(2);
    for (const { text, path, answer } of shown) expect(await (await post(path, text)).text()).toBe(answer);
  });

  test("the engine is the one in WebAssembly, from a file that is imported", async () => {
    const answer = await (await fetch(`${origin()}/engine`)).text();
    expect(answer).toBe('{"engine":"wasm"}');
    expect(readFileSync(`${folder}/README.md`, "utf8")).toContain(`curl localhost:8788/engine\n# ${answer}\n`);
  });

  test("bundled without the condition workerd it is the one in TypeScript, with the same counts and nothing logged", async () => {
    const scratch = scratchFolder();
    const esbuild = `${folder}/node_modules/.bin/esbuild`;
    const args = ["worker.ts", "--bundle", "--format=esm", `--outdir=${scratch}/dist`];
    expect(spawnSync(esbuild, args, { cwd: folder, shell: process.platform === "win32" }).status).toBe(0);
    const config = readFileSync(`${folder}/config.capnp`, "utf8");
    writeFileSync(`${scratch}/config.capnp`, config.replace(/^.*"engine\.wasm".*\n/m, ""));

    const { default: workerd } = createRequire(`${folder}/package.json`)("workerd") as { default: string };
    const serving = ["serve", "config.capnp", "--socket-addr", "http=127.0.0.1:0", "--control-fd=3", "--verbose"];
    // workerd remarks on a PWD that is not where it is.
    const env = { ...process.env, PWD: scratch };
    const other = spawn(workerd, serving, { cwd: scratch, env, stdio: ["ignore", "pipe", "pipe", "pipe"] });
    onTestFinished(async () => {
      other.kill();
      await once(other, "exit");
    });
    let logged = "";
    for (const output of [other.stdout!, other.stderr!])
      output.setEncoding("utf8").on("data", (part: string) => (logged += part));
    const [line] = (await once(other.stdio[3] as NodeJS.ReadableStream, "data")) as [Buffer];
    const address = `http://127.0.0.1:${(JSON.parse(line.toString()) as { port: number }).port}`;

    expect(await (await fetch(`${address}/engine`)).text()).toBe('{"engine":"typescript"}');
    for (const text of ["Rake it, she said.", "na\u00efve \u{1f468}\u200d\u{1f469}", "hay ".repeat(30_000)]) {
      const response = await fetch(`${address}/count`, { method: "POST", body: text });
      expect(await response.text()).toBe(await (await post("/count", text)).text());
    }
    expect(logged).toBe("");
  });

  test("a text of 3 MB is counted while it comes, cut within characters", async () => {
    const text = "\ufeffHay, naïve 👨‍👩‍👧 and 日本語.\n".repeat(60_000);
    const bytes = Buffer.from(text);
    let at = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(bytes.subarray(at, (at += 99_991)));
        if (at >= bytes.length) controller.close();
      },
    });
    const asked: RequestInit & { duplex: "half" } = { method: "POST", body, duplex: "half" };
    const response = await fetch(`${origin()}/count-stream`, asked);
    const counts = (await response.text())
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { tokens: number });
    expect(counts.length).toBeGreaterThan(10);
    expect(counts.map(({ tokens }) => tokens)).toEqual(counts.map(({ tokens }) => tokens).toSorted((a, b) => a - b));
    expect(counts.at(-1)).toEqual({ tokens: o200kBase.countTokens(text) });
    expect(await (await post("/count-stream", "")).text()).toBe('{"tokens":0}\n');
  });

  test("texts are cut to whole characters", async () => {
    expect(await (await post("/truncate?tokens=2", "one two three four")).text()).toBe("one two");
    expect(await (await post("/truncate?tokens=0", "hay")).text()).toBe("");
    const family = await post("/truncate?tokens=3", "naïve 👨‍👩‍👧");
    expect(family.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect("naïve 👨‍👩‍👧".startsWith(await family.text())).toBe(true);
  });

  test.each([
    ["GET", "/count", 404, "There is no GET /count. Use POST /count,"],
    ["POST", "/", 404, "There is no POST /. Use POST /count,"],
    ["POST", "/truncate", 400, 'tokens must be a number from 0 to 999999, not "".'],
    ["POST", "/truncate?tokens=-1", 400, 'tokens must be a number from 0 to 999999, not "-1".'],
    ["POST", "/truncate?tokens=many", 400, 'tokens must be a number from 0 to 999999, not "many".'],
  ])("%s %s is refused in JSON with %i", async (method, path, status, message) => {
    const response = await fetch(origin() + path, { method, ...(method === "POST" && { body: "hay" }) });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error: expect.stringContaining(message) });
  });

  test("a text that is too long is refused, whatever its length in bytes", async () => {
    expect((await post("/count", "a".repeat(200_000))).status).toBe(200);
    for (const text of ["a".repeat(200_001), "a".repeat(700_000), "ä".repeat(200_001)]) {
      const response = await post("/count", text);
      expect([response.status, await response.json()]).toEqual([413, { error: expect.stringContaining("in parts") }]);
    }
  });
});
