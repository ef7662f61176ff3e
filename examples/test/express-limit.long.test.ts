/** The middleware in an Express server, with bodies of all kinds over HTTP. */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { o200kBase } from "@windrow/tokenizer-bpe/o200k_base";
import { skipNote } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { installExample } from "./own-lockfile.ts";
import { servedExample, shownRequests } from "./served-example.ts";

const reason = installExample("express-limit");

describe.skipIf(reason !== undefined)(`a limit in tokens${skipNote(reason)}`, () => {
  const origin = servedExample("express-limit/server.mjs");
  const post = (body: string | Uint8Array<ArrayBuffer>): Promise<Response> =>
    fetch(`${origin()}/summarize`, { method: "POST", body });

  test("answers are those that the README shows", async () => {
    const [shown, ...others] = shownRequests(
      readFileSync(new URL("../express-limit/README.md", import.meta.url), "utf8"),
    );
    expect(others).toEqual([]);
    expect(await (await post(shown!.text)).text()).toBe(shown!.answer);
  });

  test("a text is passed on whole up to the limit, and refused beyond it", async () => {
    const fits = " naïve 👨‍👩‍👧".repeat(500);
    const tokens = o200kBase.countTokens(fits);
    const most = fits + " hay".repeat(8000 - tokens);
    expect(o200kBase.countTokens(most)).toBe(8000);
    expect(await (await post(most)).json()).toEqual({ tokens: 8000, beginning: most.slice(0, 20) });
    const refused = await post(`${most} hay`);
    expect([refused.status, await refused.json()]).toEqual([
      413,
      { error: "The text has more than 8000 tokens or 256000 bytes." },
    ]);
  });

  test("a special token's name is text", async () => {
    const text = "<|endoftext|>";
    expect(await (await post(text)).json()).toEqual({ tokens: o200kBase.encodeOrdinary(text).length, beginning: text });
  });

  test("bytes that are not UTF-8 are refused, a character that is cut at the end as well", async () => {
    for (const bytes of [Uint8Array.of(0x68, 0xff), Uint8Array.of(0x68, 0xf0, 0x9f)]) {
      const refused = await post(bytes);
      expect([refused.status, await refused.json()]).toEqual([400, { error: "The body is not UTF-8." }]);
    }
  });

  test.each([
    ["many words", "hay ".repeat(1024)],
    ["one word", "a".repeat(4096)],
  ])("a body of %s that never ends is refused when it has too much", async (_, text) => {
    const { hostname, port } = new URL(origin());
    const socket = connect(Number(port), hostname);
    const answer: string[] = [];
    socket.setEncoding("utf8").on("data", (part: string) => answer.push(part));
    socket.on("error", () => undefined);
    socket.write(`POST /summarize HTTP/1.1\r\nHost: ${hostname}\r\nTransfer-Encoding: chunked\r\n\r\n`);
    const chunk = `1000\r\n${text}\r\n`;
    for (let i = 0; i < 1000 && answer.length === 0; i++) {
      if (!socket.write(chunk))
        await Promise.race([once(socket, "drain"), once(socket, "data"), once(socket, "close")]);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    socket.destroy();
    expect(answer.join("")).toMatch(/^HTTP\/1\.1 413 /);
  });
});
