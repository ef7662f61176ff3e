/** Threads that fail while a list is encoded: the list has one error, and the next list other threads. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { chooseEngine } from "../../src/encode/choose-engine.ts";
import { WholeTexts } from "../../src/encode/whole-texts.ts";
import { SpecialTokens } from "../../src/special/special-tokens.ts";
import { ENCODING_DEFINITIONS } from "../../src/encoding-definitions.ts";
import { gpt2 } from "../../src/encodings/gpt2.ts";
import { BatchThreads } from "../../src/threads/batch-threads.ts";
import { expectSameBatch } from "./expect-same-batch.ts";
import { r50kVocabulary } from "../../src/vocabulary/r50k.ts";

const folder = mkdtempSync(join(tmpdir(), "windrow-batch-"));
afterAll(() => rmSync(folder, { recursive: true }));

const parts = { definition: ENCODING_DEFINITIONS.gpt2, source: r50kVocabulary, engine: undefined };
const special = new SpecialTokens(parts.definition.specialTokens);
const whole = new WholeTexts(chooseEngine(parts.definition.split, r50kVocabulary), special);
const selection = { allowed: [], disallowed: [] };
const texts = Array.from({ length: 8000 }, (_, i) => `Row ${i} ${"of hay ".repeat(100)}`);

/** A thread that answers its first request, by which it says that it is ready, and does this at the second. */
function failing(name: string, second: string): URL {
  const path = join(folder, `${name}.mjs`);
  const program = `import { parentPort } from "node:worker_threads";
    let requests = 0;
    parentPort.on("message", ({ number, request }) => {
      if (requests++ === 0) parentPort.postMessage({ windrowReply: number, value: {} });
      else { ${second} }
    });`;
  writeFileSync(path, program);
  return pathToFileURL(path);
}

test.each([
  ["ends", "process.exit(3)", "exit code 3"],
  ["throws", "throw new Error('a bug')", "a bug"],
])("a thread that %s", async (name, second, why) => {
  const threads = new BatchThreads(whole, special, parts, failing(name, second));
  // The first list may be done before the thread is ready.
  const encode = async (): Promise<void> => {
    for (let i = 0; i < 50; i++) await threads.encode(texts, 2, selection);
  };
  await expect(encode()).rejects.toMatchObject({
    code: "BPE_THREAD_FAILED",
    message: expect.stringMatching(new RegExp(`^a thread that encoded a batch ended \\(.*${why}`)),
  });
  await threads.close();
});

test("a thread that can't start is not missed", async () => {
  const threads = new BatchThreads(whole, special, parts, pathToFileURL(join(folder, "none.mjs")));
  const ids = gpt2.encodeBatch(texts);
  for (let i = 0; i < 3; i++) expectSameBatch(await threads.encode(texts, 3, selection), ids);
  await threads.close();
});
