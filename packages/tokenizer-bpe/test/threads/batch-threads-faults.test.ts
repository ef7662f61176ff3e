/** Threads that fail while a list is encoded: the list has one error, and the next list other threads. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { chooseEngine } from "../../src/encode/choose-engine.ts";
import { WholeTexts } from "../../src/encode/whole-texts.ts";
import { SpecialTokens } from "../../src/special/special-tokens.ts";
import { ENCODING_DEFINITIONS } from "../../src/encoding-definitions.ts";
import { gpt2 } from "../../src/encodings/gpt2.ts";
import { nextTurn } from "../../src/threads/next-turn.ts";
import { BatchThreads } from "../../src/threads/batch-threads.ts";
import { expectSameBatch } from "./expect-same-batch.ts";
import { r50kVocabulary } from "../../src/vocabulary/r50k.ts";

const folder = mkdtempSync(join(tmpdir(), "windrow-batch-"));
afterAll(() => rmSync(folder, { recursive: true }));

const parts = { definition: ENCODING_DEFINITIONS.gpt2, source: r50kVocabulary, engine: undefined };
const special = new SpecialTokens(parts.definition.specialTokens);
const whole = new WholeTexts(chooseEngine(parts.definition.split, r50kVocabulary), special.ids);
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
  const threads = new BatchThreads(whole, special, parts, nextTurn, failing(name, second));
  // The first list may be done before the thread is ready.
  const encode = async (): Promise<void> => {
    for (let i = 0; i < 50; i++) await threads.encode(texts, 2, selection);
  };
  await expect(encode()).rejects.toMatchObject({
    code: "BPE_THREAD_FAILED",
    message: expect.stringMatching(new RegExp(`^A worker thread of encodeBatch ended early \\(.*${why}`)),
  });
  await threads.close();
});

describe("threads that are started", () => {
  const threadsModule = process.getBuiltinModule("node:worker_threads");
  const { Worker } = threadsModule;
  afterEach(() => {
    threadsModule.Worker = Worker;
  });

  /** Counts them. */
  function counted(start: (...args: never[]) => unknown): { started: number } {
    const count = { started: 0 };
    threadsModule.Worker = function (...args: never[]): unknown {
      count.started++;
      return start(...args);
    } as never;
    return count;
  }
  const startOne = (...args: ConstructorParameters<typeof Worker>): unknown => new Worker(...args);

  test.each([
    ["seven texts of 1.2 million units", Array.from({ length: 7 }, () => "hay ".repeat(300_000)), 8, 2],
    ["three texts of 4 million", Array.from({ length: 3 }, () => "hay ".repeat(1_000_000)), 8, 2],
    ["one of 12 million", ["hay ".repeat(3_000_000)], 8, 0],
    ["a million lines of ten units", Array.from({ length: 1_000_000 }, () => "hay hay ha"), 3, 2],
    ["a thousand lines", Array.from({ length: 1000 }, () => "hay hay ha"), 8, 0],
  ])("are as many as the list is long: %s", async (_, list, threads, started) => {
    const count = counted(startOne);
    const batch = new BatchThreads(whole, special, parts, nextTurn);
    const { offsets } = await batch.encode(list, threads, selection);
    expect([offsets.length, count.started]).toEqual([list.length + 1, started]);
    await batch.close();
  });

  test("are none where none is permitted, and none is tried again", async () => {
    const count = counted(() => {
      throw Object.assign(new Error("Access to this API has been restricted"), { code: "ERR_ACCESS_DENIED" });
    });
    const threads = new BatchThreads(whole, special, parts, nextTurn);
    for (let i = 0; i < 3; i++) expectSameBatch(await threads.encode(texts, 3, selection), gpt2.encodeBatch(texts));
    expect(count.started).toBe(1);
  });

  test("are none where their program is not there, and none is tried again", async () => {
    const count = counted(startOne);
    const threads = new BatchThreads(whole, special, parts, nextTurn, pathToFileURL(join(folder, "none.mjs")));
    await threads.encode(texts, 2, selection);
    await vi.waitUntil(async () => {
      await threads.encode(texts, 2, selection);
      return count.started > 0;
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    for (let i = 0; i < 3; i++) await threads.encode(texts, 2, selection);
    expect(count.started).toBe(1);
  });
});

test("a thread that can't start is not missed", async () => {
  const threads = new BatchThreads(whole, special, parts, nextTurn, pathToFileURL(join(folder, "none.mjs")));
  const ids = gpt2.encodeBatch(texts);
  for (let i = 0; i < 3; i++) expectSameBatch(await threads.encode(texts, 3, selection), ids);
  await threads.close();
});
