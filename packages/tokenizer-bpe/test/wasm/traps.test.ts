/**
 * The engine in WebAssembly fails, at whatever call: the ids are right, the engine in TypeScript goes on, and what is to
 * be reported is kept.
 */
import { createHash } from "node:crypto";
import { mulberry32 } from "@windrow/testing";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { BpeTokenizer } from "../../src/index.ts";
import { encodeChunks } from "../streams.ts";
import type { EngineExports } from "../../src/wasm/engine-exports.ts";
import { freshPackage, webAssemblyWith } from "./fresh-package.ts";
import { randomParts } from "./texts-in-parts.ts";
import { troublesomeText } from "./troublesome-texts.ts";

const { Instance, RuntimeError } = WebAssembly;

type Call = "encodeText" | "countText" | "encodeWhole" | "encodeOne";
const CALLS: readonly Call[] = ["encodeText", "countText", "encodeWhole", "encodeOne"];
/** Whether a call fails, and when. */
type Trap = (call: Call, bytes: Uint8Array, exports: EngineExports) => "before" | "after" | undefined;

/** WebAssembly whose engine fails where it is told to, in all its instances. */
function trapping(trap: Trap): unknown {
  class Trapping {
    readonly exports: Record<string, unknown>;

    constructor(module: WebAssembly.Module) {
      const exports = new Instance(module).exports as unknown as EngineExports;
      this.exports = { ...exports };
      for (const call of CALLS) {
        this.exports[call] = (bytes: number, ...rest: number[]): number => {
          const text = new Uint8Array(exports.memory.buffer, exports.text.value, bytes);
          const when = trap(call, text, exports);
          if (when === "before") throw new RuntimeError("unreachable");
          const result = (exports[call] as (...args: number[]) => number)(bytes, ...rest);
          if (when === "after") throw new RuntimeError("memory access out of bounds");
          return result;
        };
      }
    }
  }
  return webAssemblyWith({ Instance: Trapping });
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** Two tokenizers of one vocabulary, the first of which fails. */
async function pair(trap: Trap): Promise<[failing: BpeTokenizer, healthy: BpeTokenizer]> {
  const { getEncoding } = await freshPackage({ WebAssembly: trapping(trap) });
  return [
    await getEncoding("cl100k_base", { engine: "wasm" }),
    await getEncoding("cl100k_base", { engine: "typescript" }),
  ];
}

const random = mulberry32(91);
const short = Array.from({ length: 8 }, () => troublesomeText(random));
/** Several chunks, and pieces that take the detour. */
const long = `${"The hay, he said. ".repeat(9000)}${"a".repeat(70_000)} ${short.join("")}${"\u4e2d\u6587 ".repeat(40_000)}`;
const special = `one <|endoftext|>${"two ".repeat(30_000)}<|fim_prefix|>three`;
const texts = [...short, long, special, ...short];

/** A result of which arrays of ids are shortened to what `toEqual` does not take seconds for. */
function summary(result: unknown): unknown {
  if (result instanceof Int32Array) return `${result.length} ids: ${createHash("sha256").update(result).digest("hex")}`;
  if (!Array.isArray(result)) return result;
  return typeof result[0] === "number" ? summary(Int32Array.from(result as number[])) : result.map(summary);
}

/** What each way of encoding gives. */
const WAYS: Readonly<Record<string, (tokenizer: BpeTokenizer) => unknown>> = {
  encode: (tokenizer) => texts.map((text) => tokenizer.encodeOrdinary(text)),
  "special tokens": (tokenizer) => texts.map((text) => tokenizer.encode(text, { allowedSpecial: "all" })),
  encodeBatch: (tokenizer) => tokenizer.encodeBatch(texts, { disallowedSpecial: [] }),
  bytes: (tokenizer) => texts.map((text) => tokenizer.useOrdinary(Buffer.from(text), (ids) => ids.slice())),
  countTokens: (tokenizer) => texts.map((text) => tokenizer.countTokens(text, { allowedSpecial: ["<|endoftext|>"] })),
  limits: (tokenizer) =>
    texts.flatMap((text) => [0, 1, 10, 5000].map((limit) => tokenizer.isWithinTokenLimit(text, limit))),
  truncate: (tokenizer) => texts.flatMap((text) => [0, 1, 10, 5000].map((limit) => tokenizer.truncate(text, limit))),
  encodeSingleToken: (tokenizer) =>
    ["a", " the", "hello", "<|endoftext|>"].map((text) => tokenizer.encodeSingleToken(text)),
  streams: (tokenizer) =>
    Promise.all(
      texts.map((text, i) =>
        encodeChunks(tokenizer, randomParts(text, mulberry32(i), i % 2 === 0 ? 30 : 50_000), { disallowedSpecial: [] }),
      ),
    ),
};

describe.each(["before", "after"] as const)("a trap %s it has done its work", (when) => {
  test.each(Object.keys(WAYS))("%s", async (name) => {
    const way = WAYS[name]!;
    let expected: unknown;
    for (const nth of [1, 2, 3, 7]) {
      let calls = 0;
      let laterCalls = 0;
      let failed: EngineExports | undefined;
      const [failing, healthy] = await pair((_call, _bytes, exports) => {
        calls++;
        if (exports === failed) laterCalls++;
        if (calls !== nth) return undefined;
        failed = exports;
        return when;
      });
      expected ??= summary(await way(healthy));
      expect(failing.engine).toBe("wasm");
      expect(summary(await way(failing))).toEqual(expected);
      expect(calls).toBeGreaterThanOrEqual(Math.min(nth, 4));
      if (calls < nth) continue;
      // What its memory holds then can't be known. The piece that it failed on is looked for by another.
      expect(laterCalls, "calls of an instance that has failed").toBe(0);
      expect(failing.engine).toBe("typescript");
      expect(failing.engineFailure).toMatchObject({
        name: "BpeError",
        code: "BPE_ENGINE_FAILED",
        cause: { name: "RuntimeError" },
        fields: { piece: expect.any(Uint8Array) as Uint8Array },
      });
      // And from now on.
      expect(summary(await way(failing))).toEqual(expected);
      expect(healthy.engineFailure).toBeUndefined();
    }
  });
});

describe("the piece that it fails at", () => {
  const BOOM = Buffer.from(" boom");
  const trap: Trap = (_, bytes) => (Buffer.from(bytes).includes(BOOM) ? "before" : undefined);

  test.each<[string, (tokenizer: BpeTokenizer) => unknown]>([
    ["a text", (tokenizer) => tokenizer.encode(`one two boom three ${"four ".repeat(100)}`)],
    ["a long text", (tokenizer) => tokenizer.encode(`${"one two ".repeat(20_000)} boom three`)],
    ["a count", (tokenizer) => tokenizer.countTokens("one two boom three")],
    [
      "bytes that are not UTF-8",
      (tokenizer) => tokenizer.useOrdinary(Buffer.from("\xff\xc3 one boom\xf0", "latin1"), (ids) => ids.slice()),
    ],
    ["a stream", (tokenizer) => encodeChunks(tokenizer, ["one two bo", "om three ", "four five six seven eight"])],
    ["a token", (tokenizer) => tokenizer.encodeSingleToken(" boom")],
  ])("%s", async (_, call) => {
    const [failing, healthy] = await pair(trap);
    expect(summary(await call(failing))).toEqual(summary(await call(healthy)));
    expect(failing.engine).toBe("typescript");
    const { message, fields } = failing.engineFailure!;
    expect(Buffer.from((fields as { piece: Uint8Array }).piece).toString("latin1")).toBe(" boom");
    expect(message).toMatch(/^The WebAssembly engine failed, .* the ids are correct\. Please report this/);
  });

  test("one tokenizer's failure is no other's", async () => {
    const { getEncoding } = await freshPackage({ WebAssembly: trapping(trap) });
    const [gpt2, o200k] = [
      await getEncoding("gpt2", { engine: "wasm" }),
      await getEncoding("o200k_base", { engine: "wasm" }),
    ];
    gpt2.encode("one boom");
    o200k.encode("one");
    expect([gpt2.engine, o200k.engine]).toEqual(["typescript", "wasm"]);
  });

  test("a stream that was begun before goes on", async () => {
    const [failing, healthy] = await pair(trap);
    const chunks = ["one two thr", "ee four five", " six seven eight nine ten", " eleven"];
    const collect = async (tokenizer: BpeTokenizer, between: () => void): Promise<number[]> => {
      const { readable, writable } = tokenizer.encodeStream();
      const writer = writable.getWriter();
      const written = (async () => {
        for (const chunk of chunks) {
          await writer.write(chunk);
          between();
        }
        await writer.close();
      })();
      const ids: number[] = [];
      for await (const some of readable) ids.push(...some);
      await written;
      return ids;
    };
    const expected = await collect(healthy, () => {});
    expect(await collect(failing, () => failing.countTokens(" boom"))).toEqual(expected);
    expect(failing.engine).toBe("typescript");
  });

  test.each<[string, () => never]>([
    [
      "no memory for it",
      () => {
        throw new RangeError("Out of memory");
      },
    ],
    [
      "no engine at all any more",
      () => {
        throw new WebAssembly.CompileError("disallowed by embedder");
      },
    ],
  ])("is looked for with another instance: where there is %s, all bytes are kept", async (_, refuse) => {
    let instances = 0;
    const stub = trapping(trap) as { Instance: new (module: WebAssembly.Module) => object };
    class Once extends stub.Instance {
      constructor(module: WebAssembly.Module) {
        if (++instances > 1) refuse();
        super(module);
      }
    }
    const { getEncoding } = await freshPackage({ WebAssembly: { ...stub, Instance: Once } });
    const failing = await getEncoding("cl100k_base", { engine: "wasm" });
    const healthy = await getEncoding("cl100k_base", { engine: "typescript" });
    const text = "one boom two";
    expect(failing.encode(text)).toEqual(healthy.encode(text));
    expect(failing.engine).toBe("typescript");
    expect(failing.engineFailure).toMatchObject({ code: "BPE_ENGINE_FAILED", cause: { name: "RuntimeError" } });
    expect(Buffer.from((failing.engineFailure!.fields as { piece: Uint8Array }).piece).toString()).toBe(text);
    expect(failing.encode(text)).toEqual(healthy.encode(text));
  });
});

test("memory that has grown before it fails, which detaches all views", async () => {
  const [failing, healthy] = await pair((_, bytes, exports) => {
    if (!Buffer.from(bytes).includes("boom")) return undefined;
    exports.memory.grow(1);
    return "before";
  });
  for (const text of ["one boom two", long])
    expect(summary(failing.encode(text))).toEqual(summary(healthy.encode(text)));
  expect(failing.engine).toBe("typescript");
});

test("a full stack, at any depth within the engine, is not a failure of it, and the ids stay right", async () => {
  const { getEncoding } = await freshPackage();
  const tokenizer = await getEncoding("o200k_base", { engine: "wasm" });
  const healthy = await getEncoding("o200k_base", { engine: "typescript" });
  tokenizer.encode("a");
  const more = mulberry32(92);
  const pieces = Array.from({ length: 3000 }, () => troublesomeText(more));
  const expected = pieces.map((text) => healthy.encodeOrdinary(text).join());
  let at = 0;
  let refused = 0;
  /** Goes as deep as it can, and encodes at each depth on the way back, where there is more and more room. */
  const descend = (): void => {
    try {
      descend();
    } catch {
      // As deep as it goes.
    }
    if (at >= 1500) return;
    try {
      tokenizer.encodeOrdinary(pieces[at++]!);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      refused++;
    }
  };
  descend();
  expect(at).toBe(1500);
  expect(refused).toBeGreaterThan(0);
  expect([tokenizer.engine, tokenizer.engineFailure]).toEqual(["wasm", undefined]);
  for (const [i, text] of pieces.entries())
    expect(tokenizer.encodeOrdinary(text).join(), JSON.stringify(text)).toBe(expected[i]);
});
