/** init: accepted, and nothing to wait for. */
import { expect, test } from "vitest";
import { get_encoding, init, Tiktoken } from "../src/init.ts";
import * as lite from "../src/lite/init.ts";

test("what it is given is never called, as nothing is to be fetched", async () => {
  let calls = 0;
  const callback = async (): Promise<never> => {
    calls++;
    throw new Error("there is no such file");
  };
  for (let i = 0; i < 2; i++) {
    expect(await init(callback)).toBe(undefined);
    expect(await lite.init(callback)).toBe(undefined);
  }
  expect(calls).toBe(0);
});

test("the class needs no init, and is one class", () => {
  expect([...get_encoding("gpt2").encode("hello world")]).toEqual([31373, 995]);
  expect(lite.Tiktoken).toBe(Tiktoken);
});

test("what is not a function is refused", async () => {
  await expect(init(undefined as never)).rejects.toThrow(
    new TypeError("callback is undefined; expected a function that instantiates WebAssembly."),
  );
});
