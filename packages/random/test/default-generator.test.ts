import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { defaultGenerator, Generator, manualSeed, withDefaultGenerator } from "../src/index.ts";

describe("manualSeed", () => {
  test("seeds the one generator that defaultGenerator gives, and returns it", () => {
    expect(manualSeed(123)).toBe(defaultGenerator());
    expect([...defaultGenerator().randperm(5)]).toEqual([2, 0, 1, 3, 4]); // torch.manual_seed(123); torch.randperm(5)
    expect(defaultGenerator().initialSeed()).toBe(123n);
    expect(manualSeed(-1).initialSeed()).toBe(2n ** 64n - 1n);
  });

  test("a wrong seed is refused, and the generator goes on", () => {
    manualSeed(7);
    defaultGenerator().random32();
    expect(() => manualSeed(0.5)).toThrow(expect.objectContaining({ code: "RANDOM_INVALID_SEED" }));
    expect(defaultGenerator().random32()).toBe(new Generator(7).skip(1).random32());
  });
});

describe("withDefaultGenerator", () => {
  test("holds for the call, nested ones included, and gives its result", () => {
    const before = defaultGenerator();
    const [outer, inner] = [new Generator(1), new Generator(2)];
    const result = withDefaultGenerator(outer, () => {
      expect(withDefaultGenerator(inner, () => defaultGenerator())).toBe(inner);
      return defaultGenerator();
    });
    expect(result).toBe(outer);
    expect(defaultGenerator()).toBe(before);
  });

  test("also where the call throws", () => {
    const before = defaultGenerator();
    const call = (): never => {
      throw new RangeError("on purpose");
    };
    expect(() => withDefaultGenerator(new Generator(1), call)).toThrow(RangeError);
    expect(defaultGenerator()).toBe(before);
  });

  test("manualSeed in it seeds the generator in place", () => {
    manualSeed(5);
    const generator = new Generator(1);
    withDefaultGenerator(generator, () => manualSeed(9));
    expect([generator.initialSeed(), defaultGenerator().initialSeed()]).toEqual([9n, 5n]);
  });

  test.each([undefined, null, 5, {}, () => 1])("%s instead of a generator is refused", (wrong) => {
    const call = (): unknown => withDefaultGenerator(wrong as never, () => 1);
    expect(call).toThrow(expect.objectContaining({ code: "RANDOM_INVALID_ARGUMENT" }));
  });
});

test("copies of the package share it, and without a seed it differs from process to process", async () => {
  const built = pathToFileURL(new URL("../dist/index.js", import.meta.url).pathname).href;
  const copy = (await import(/* @vite-ignore */ `${built}?copy`)) as typeof import("../src/index.ts");
  expect(copy.Generator).not.toBe(Generator);
  manualSeed(42);
  const expected = new Generator(42).skip(1).random32();
  copy.defaultGenerator().random32();
  expect(defaultGenerator().random32()).toBe(expected);
  copy.manualSeed(3);
  expect(defaultGenerator().initialSeed()).toBe(3n);

  const key = Symbol.for("@windrow/random/default-generator");
  const fresh = (): bigint => {
    Reflect.deleteProperty(globalThis, key);
    return defaultGenerator().initialSeed();
  };
  expect(new Set([fresh(), fresh(), fresh()]).size).toBe(3);
});
