/**
 * A page and a worker whose Content-Security-Policy forbids to compile WebAssembly: the engine in TypeScript answers, and
 * Chromium's console stays empty. What a policy reports it reports once, and not at all where that engine is asked for.
 */
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { skipNote } from "@windrow/testing";
import { chromium, type Browser } from "playwright";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const reason = existsSync(executablePath) ? undefined : "no Chromium, set CHROMIUM";

const STRICT = "default-src 'none'; script-src 'self'; worker-src 'self'; img-src data:";
const WITH_WASM = STRICT.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'");

/** Three tokenizers in turn, as a page with several would use them. */
const PROGRAM = `
import { BpeTokenizer, getEncoding } from "@windrow/tokenizer-bpe";
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
let violations = 0;
addEventListener("securitypolicyviolation", () => violations++);
async function probe(options) {
  const p50k = await getEncoding("p50k_base", options);
  const again = BpeTokenizer.fromTiktoken(p50k.toTiktoken(), { name: "again", pattern: "p50k_base", ...options });
  const all = options === undefined ? [gpt2, p50k, again] : [p50k, again];
  const text = "Rake it up, and cart it when it's fit. \\u00e4\\u8349\\u{1f33e}";
  const found = all.map((tokenizer) => [tokenizer.engine, tokenizer.encode(text).join(" ")]);
  // Reports of a policy come as events, later.
  await new Promise((resolve) => setTimeout(resolve, 200));
  return { found, violations };
}
const wanted = new URLSearchParams(typeof document === "undefined" ? self.name : location.search).get("engine");
const result = await probe(wanted === null ? undefined : { engine: wanted }).catch((error) => ({ error: String(error) }));
if (typeof document === "undefined") postMessage(result);
else globalThis.probed = result;
`;
const IN_WORKER = `
const worker = new Worker("/program.js", { type: "module", name: location.search });
worker.onmessage = ({ data }) => { globalThis.probed = data; };
worker.onerror = ({ message }) => { globalThis.probed = { error: message }; };
`;

interface Probed {
  readonly found: readonly (readonly [engine: string, ids: string])[];
  readonly violations: number;
}

describe.skipIf(reason !== undefined)(`under a Content-Security-Policy${skipNote(reason)}`, () => {
  let browser: Browser;
  let program: string;
  beforeAll(async () => {
    const input = "\0program";
    const bundle = await rolldown({
      input,
      platform: "browser",
      cwd: fileURLToPath(new URL("../..", import.meta.url)),
      plugins: [
        {
          name: "program",
          resolveId: (id) => (id === input ? input : undefined),
          load: (id) => (id === input ? PROGRAM : undefined),
        },
      ],
    });
    const { output } = await bundle.generate({ format: "es", codeSplitting: false });
    program = output[0].code;
    browser = await chromium.launch({ executablePath });
  });
  afterAll(() => browser?.close());

  /** What the program finds in a page or in a worker; fails where anything is logged or thrown. */
  async function probe(policy: string, where: "page" | "worker", query = ""): Promise<Probed> {
    const files: Readonly<Record<string, readonly [type: string, text: string]>> = {
      "/": [
        "text/html",
        `<!doctype html><link rel="icon" href="data:,"><script type="module" src="/${where === "page" ? "program" : "in-worker"}.js"></script>`,
      ],
      "/program.js": ["text/javascript", program],
      "/in-worker.js": ["text/javascript", IN_WORKER],
    };
    const server = createServer((request, response) => {
      const [type, text] = files[new URL(request.url!, "http://localhost").pathname] ?? ["text/plain", ""];
      response
        .writeHead(text === "" ? 404 : 200, { "content-type": type, "content-security-policy": policy })
        .end(text);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const page = await browser.newPage();
    onTestFinished(async () => {
      await page.close();
      server.closeAllConnections();
      server.close();
    });
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => complaints.push(`thrown: ${error.message}`));
    // What Chromium itself logs of a worker comes this way alone.
    const session = await page.context().newCDPSession(page);
    session.on("Log.entryAdded", ({ entry }) => complaints.push(`${entry.level}: ${entry.text}`));
    await session.send("Log.enable");
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${query}`);
    const probed = await (await page.waitForFunction(() => (globalThis as { probed?: Probed }).probed)).jsonValue();
    expect(complaints).toEqual([]);
    return probed as Probed;
  }

  const IDS = "49 539 340 510 11 290 6383 340 618 340 338 4197 13 6184 97";

  describe.each(["page", "worker"] as const)("in a %s", (where) => {
    test("that forbids WebAssembly the engine is the one in TypeScript, and nothing is logged", async () => {
      const { found, violations } = await probe(STRICT, where);
      expect(found.map(([engine]) => engine)).toEqual(["typescript", "typescript", "typescript"]);
      for (const [, ids] of found) expect(ids.startsWith(IDS)).toBe(true);
      expect(violations).toBe(1);
    });

    test("that allows it the engine is the one in WebAssembly, with the same ids", async () => {
      const { found, violations } = await probe(WITH_WASM, where);
      const strict = await probe(STRICT, where);
      expect(found).toEqual(strict.found.map(([, ids]) => ["wasm", ids]));
      expect(violations).toBe(0);
    });

    test("where TypeScript is asked for nothing is tried, so that nothing is reported", async () => {
      const { found, violations } = await probe(STRICT, where, "?engine=typescript");
      expect(found.map(([engine]) => engine)).toEqual(["typescript", "typescript"]);
      expect(violations).toBe(0);
    });

    test("where WebAssembly is asked for the error says why it can't be had", async () => {
      expect(await probe(STRICT, where, "?engine=wasm")).toEqual({
        error: expect.stringMatching(/The WebAssembly engine is not available here: .*Content Security Policy/),
      });
    });
  });
});
