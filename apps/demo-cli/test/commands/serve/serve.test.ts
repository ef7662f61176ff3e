/** `windrow serve`: one page, to this machine, and nothing else. */
import { spawn, type ChildProcess } from "node:child_process";
import { request, type IncomingMessage, type RequestOptions } from "node:http";
import { connect, createServer, type AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";
import { fileURLToPath } from "node:url";
import { skipNote } from "@windrow/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../../helpers/run-cli.ts";

const BIN = fileURLToPath(new URL("../../../dist/main.js", import.meta.url));

interface Served {
  readonly child: ChildProcess;
  readonly port: number;
  readonly stderr: () => string;
  readonly ended: Promise<number | null>;
}

async function serve(...args: string[]): Promise<Served> {
  const child = spawn(process.execPath, [BIN, "serve", "--port", "0", "--embedding-dim", "2", ...args]);
  let [stdout, stderr] = ["", ""];
  child.stderr.on("data", (chunk) => (stderr += chunk));
  const ended = new Promise<number | null>((resolve) => child.on("close", (code) => resolve(code)));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
      if (stdout.includes("\n")) resolve();
    });
    child.on("close", () => reject(new Error(`serve ended: ${stderr}`)));
  });
  const port = Number(/^http:\/\/127\.0\.0\.1:(\d+)\/\n$/.exec(stdout)![1]);
  return { child, port, stderr: () => stderr, ended };
}

async function ask(port: number, options: RequestOptions = {}): Promise<{ head: IncomingMessage; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path: "/", ...options }, (head) => {
      let body = "";
      head.setEncoding("utf8");
      head.on("data", (chunk) => (body += chunk));
      head.on("end", () => resolve({ head, body }));
    });
    sent.on("error", reject);
    sent.end();
  });
}

describe("what it answers", () => {
  let served: Served;
  beforeAll(async () => void (served = await serve()));
  afterAll(async () => {
    served.child.kill("SIGINT");
    await served.ended;
  });

  test("the page at /, to GET and HEAD, with headers that keep others out", async () => {
    const { head, body } = await ask(served.port);
    expect([head.statusCode, head.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
    expect(body).toContain("the-long-field.txt");
    expect(head.headers).toMatchObject({
      "content-security-policy": "frame-ancestors 'none'",
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    });
    expect(head.headers["access-control-allow-origin"]).toBeUndefined();
    const { head: alone, body: nothing } = await ask(served.port, { method: "HEAD" });
    expect([alone.statusCode, alone.headers["content-length"], nothing]).toEqual([
      200,
      String(Buffer.byteLength(body)),
      "",
    ]);
    expect((await ask(served.port, { headers: { Host: `localhost:${served.port}` } })).head.statusCode).toBe(200);
  });

  test.each(["example.org", "127.0.0.1", "127.0.0.1.example.org:1", "[::1]:80", "localhost"])(
    "not under another name: Host %j",
    async (host) => {
      const { head, body } = await ask(served.port, { headers: { Host: host } });
      expect([head.statusCode, body.slice(0, 60)]).toEqual([
        421,
        expect.stringContaining("answers at http://127.0.0.1"),
      ]);
    },
  );

  test.each(["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])("no %s", async (method) => {
    const { head } = await ask(served.port, { method });
    expect([head.statusCode, head.headers.allow]).toEqual([405, "GET, HEAD"]);
  });

  test.each(["/etc/passwd", "/../package.json", "/%2e%2e/", "/?", "//", "/page.html", "http://other.example/"])(
    "no other path: %s",
    async (path) => {
      const { head, body } = await ask(served.port, { path });
      expect([head.statusCode, body]).toEqual([404, "There is one page here, at /.\n"]);
    },
  );

  const outside = Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === "IPv4" && !address.internal)?.address;
  test.skipIf(outside === undefined)(
    `not on the machine's other addresses${skipNote(outside === undefined ? "it has none" : undefined)}`,
    async () => {
      const code = await new Promise((resolve) => {
        const socket = connect({ host: outside!, port: served.port });
        socket.on("connect", () => resolve("connected"));
        socket.on("error", (error: NodeJS.ErrnoException) => resolve(error.code));
      });
      expect(code).toBe("ECONNREFUSED");
    },
  );
});

test("Ctrl-C ends it with 130, also while a browser keeps its connection", async () => {
  const served = await serve();
  const socket = connect({ host: "127.0.0.1", port: served.port });
  socket.on("error", () => {});
  await new Promise((resolve) => socket.on("connect", resolve));
  served.child.kill("SIGINT");
  expect(await served.ended).toBe(130);
  expect(served.stderr()).toBe("Only this machine can open it. Press Ctrl-C to stop.\n");
  socket.destroy();
});

test("a port in use, and one that is none", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen({ host: "127.0.0.1", port: 0 }, resolve));
  const { port } = other.address() as AddressInfo;
  const { code, stdout, stderr } = await runCli(["serve", "--port", String(port), "--embedding-dim", "2"]);
  other.close();
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toBe(
    `windrow: cannot listen on port ${port}: another program uses it. Give another with --port, or --port 0 for a free one.\n`,
  );
  expect(await runCli(["serve", "--port", "65536"])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("must be a port from 0 to 65535, not"),
  });
});
