/** The route in a production build of Next.js, asked over HTTP. */
import { readFileSync } from "node:fs";
import { o200kBase } from "@windrow/tokenizer-bpe/o200k_base";
import { skipNote } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { installExample } from "./own-lockfile.ts";
import { servedExample, shownRequests } from "./served-example.ts";

const reason = installExample("nextjs-route");

describe.skipIf(reason !== undefined)(`a route of Next.js${skipNote(reason)}`, () => {
  const origin = servedExample("nextjs-route/serve.mjs");
  const count = (body: string): Promise<Response> => fetch(`${origin()}/api/count`, { method: "POST", body });
  const readme = readFileSync(new URL("../nextjs-route/README.md", import.meta.url), "utf8");

  test("answers are those that the README shows", async () => {
    const shown = shownRequests(readme);
    expect(shown.map(({ path }) => path)).toEqual(["/api/count"]);
    expect(await (await count(shown[0]!.text)).text()).toBe(shown[0]!.answer);
    const engine = await (await fetch(`${origin()}/api/count`)).text();
    expect(engine).toBe('{"engine":"wasm"}');
    expect(readme).toContain(`curl localhost:8790/api/count\n# ${engine}\n`);
  });

  test("counts are the tokenizer's, and a text that is too long is refused", async () => {
    for (const text of ["", "naïve 👨‍👩‍👧", "hay ".repeat(30_000)])
      expect(await (await count(text)).json()).toEqual({ tokens: o200kBase.countTokens(text) });
    const refused = await count("hay ".repeat(300_000));
    expect([refused.status, await refused.json()]).toEqual([413, { error: expect.stringContaining("1000000") }]);
  });
});
