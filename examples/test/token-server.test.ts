/** The token server, asked over HTTP; counts are those of the ids that tiktoken made. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect, type AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { golden } from "@windrow/testing";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { createTokenServer } from "../token-server/token-server.ts";

const MAX_BYTES = 10_000;
const server = createTokenServer({ maxBytes: MAX_BYTES });
let origin = "";
let port = 0;
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  ({ port } = server.address() as AddressInfo);
  origin = `http://127.0.0.1:${port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function ask(path: string, options: RequestInit = {}): Promise<{ status: number; type: string; body: unknown }> {
  const response = await fetch(origin + path, options);
  return { status: response.status, type: response.headers.get("content-type")!, body: await response.json() };
}

const count = (body: BodyInit, query = ""): ReturnType<typeof ask> => ask(`/count${query}`, { method: "POST", body });

interface Golden {
  readonly texts: { readonly edge: Readonly<Record<string, string>> };
  readonly results: Readonly<Record<string, { readonly edge: Readonly<Record<string, readonly number[]>> }>>;
}
const { texts, results } = golden<Golden>("tokenizer");

test.each(Object.keys(results))("counts of %s are tiktoken's", async (encoding) => {
  for (const [name, ids] of Object.entries(results[encoding]!.edge)) {
    const { status, type, body } = await count(texts.edge[name]!, `?encoding=${encoding}`);
    expect([status, type, body], name).toEqual([200, "application/json", { encoding, tokens: ids.length }]);
  }
});

test("without a name it is o200k_base; the names can be asked for", async () => {
  expect((await count("Rake it, she said.")).body).toEqual({ encoding: "o200k_base", tokens: 7 });
  expect((await ask("/encodings")).body).toEqual({ encodings: Object.keys(results) });
});

test("special tokens in a text are text, and no error", async () => {
  const { status, body } = await count("one<|endoftext|>two");
  expect(status).toBe(200);
  expect((body as { tokens: number }).tokens).toBeGreaterThan(3);
});

test("a text of the greatest size is counted, one byte more is refused", async () => {
  expect((await count("a".repeat(MAX_BYTES))).status).toBe(200);
  const { status, body } = await count("a".repeat(MAX_BYTES + 1));
  expect(status).toBe(413);
  expect(body).toEqual({ error: { code: "TOO_LARGE", message: expect.stringContaining("more than 10000 bytes") } });
});

test("a body without an end is refused while it comes", async () => {
  const socket = connect(port, "127.0.0.1");
  let answer = "";
  socket.setEncoding("utf8").on("data", (chunk: string) => (answer += chunk));
  socket.on("error", () => undefined);
  socket.write("POST /count HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n");
  // Three pieces of 4,000 bytes, and never a last one.
  for (let i = 0; i < 3; i++) socket.write(`fa0\r\n${"a".repeat(4000)}\r\n`);
  await once(socket, "close");
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
});

test.each([
  [
    "an unknown encoding",
    "/count?encoding=o300k",
    { method: "POST", body: "hay" },
    400,
    "UNKNOWN_ENCODING",
    "Unknown encoding",
  ],
  [
    "a property of objects",
    "/count?encoding=__proto__",
    { method: "POST", body: "hay" },
    400,
    "UNKNOWN_ENCODING",
    "Unknown encoding",
  ],
  [
    "bytes that are not UTF-8",
    "/count",
    { method: "POST", body: Uint8Array.of(0x68, 0xff) },
    400,
    "NOT_UTF8",
    "The text is not UTF-8.",
  ],
  ["another path", "/", {}, 404, "NOT_FOUND", "There is no GET /. Use"],
  ["another method", "/count", { method: "PUT", body: "hay" }, 404, "NOT_FOUND", "There is no PUT /count. Use"],
] as const)("%s is an error in JSON", async (_, path, options, status, code, message) => {
  const answer = await ask(path, options);
  expect([answer.status, answer.type]).toEqual([status, "application/json"]);
  expect(answer.body).toEqual({ error: { code, message: expect.stringContaining(message) } });
});

test("the README's command starts it, and its answers are those of the README", async () => {
  const program = fileURLToPath(new URL("../dist/token-server/serve.js", import.meta.url));
  const started = spawn(process.execPath, [program, "0"], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void started.kill());
  const [address] = (await once(createInterface(started.stdout), "line")) as [string];
  const readme = readFileSync(new URL("../token-server/README.md", import.meta.url), "utf8");
  const [, text, answer] = /curl --data-binary "([^"]*)" localhost:8787\/count\n# (.*)/.exec(readme)!;
  const response = await fetch(address, { method: "POST", body: text! });
  expect(await response.text()).toBe(`${answer}\n`);
});

test("it goes on after all that", async () => {
  expect((await count("hay")).status).toBe(200);
});
