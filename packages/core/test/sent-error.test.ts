import { inspect } from "node:util";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { elsewhere, receiveError, sendError, WindrowError, wording, wordingOf } from "../src/index.ts";

class HayError extends WindrowError {
  static override readonly kind: string = "HayError";
}

/** As `postMessage` carries it. */
function sent(thrown: unknown): Error {
  return receiveError(structuredClone(sendError(thrown)), "in a thread of the barn");
}

test("an error of ours is of its class again, with code, fields, stack and causes", () => {
  const cause = new HayError("HAY_WET", "rain", { mm: 3, cause: new TypeError("clouds") });
  const error = new HayError("HAY_ROTTEN", ["It rots.", "\n", "Turn it."], { row: 1, cause });
  const received = sent(error);
  expect(received).toBeInstanceOf(HayError);
  expect(received).toMatchObject({
    name: "HayError",
    code: "HAY_ROTTEN",
    message: "It rots.\nTurn it.",
    fields: { row: 1 },
  });
  expect(inspect(received)).toMatch(/^HayError: It rots\.\nTurn it\.\n {4}at /);
  expect(received.stack).toBe(`${error.stack}\n    in a thread of the barn`);
  expect(received.cause).toBeInstanceOf(HayError);
  expect(received.cause).toMatchObject({ code: "HAY_WET", fields: { mm: 3 } });
  expect((received.cause as Error).cause).toMatchObject({ name: "TypeError", message: "clouds" });
});

test("the parts of a message come along", () => {
  const error = new HayError("HAY_WET", wording`set ${{ option: "dryDays" }} to ${3}.`);
  expect(elsewhere(wordingOf(sent(error)), () => "--dry-days")).toBe("set --dry-days to 3.");
  expect(sent(error).message).toBe("set dryDays to 3.");
});

test("another error keeps its name, code and fields, and is not one of ours", () => {
  const received = sent(Object.assign(new RangeError("far"), { code: "E_FAR", fields: { a: 1 } }));
  expect(received).toMatchObject({ name: "RangeError", message: "far", code: "E_FAR", fields: { a: 1 } });
  expect(received).not.toBeInstanceOf(WindrowError);
  expect("code" in sent(new Error("x"))).toBe(false);
});

test("what can't be cloned is left out of the fields, and the rest stays", () => {
  const circle: Record<string, unknown> = { name: "circle" };
  circle.self = circle;
  const received = sent(new HayError("HAY_WET", "x", { call: () => 1, circle, row: 2 })) as HayError;
  expect(Object.keys(received.fields)).toEqual(["circle", "row"]);
  const copy = received.fields.circle as typeof circle;
  expect(copy.self).toBe(copy);
});

test("a field that can't be read is left out; a list of fields stays one", () => {
  const fields = {
    get label(): never {
      throw new Error("no label");
    },
    row: 7,
  };
  expect(sent(Object.assign(new Error("row 7"), { fields }))).toMatchObject({ message: "row 7", fields: { row: 7 } });
  expect(sent(Object.assign(new Error("x"), { fields: ["a", "b"] }))).toMatchObject({ fields: ["a", "b"] });
});

test("a chain of causes that leads back into itself ends", () => {
  const first = new Error("first");
  first.cause = new Error("second", { cause: first });
  let error: unknown = sent(first);
  let length = 0;
  for (; error !== undefined; error = (error as Error).cause) length++;
  expect(length).toBe(9);
});

test.each([
  ["hay", "hay"],
  [undefined, "undefined"],
  [null, "null"],
  [7, "7"],
  [{ a: 1 }, "an object that is not an error"],
  [{ message: "the reason", code: "ENOENT" }, "the reason"],
  [Object.create(null), "an object that is not an error"],
])("%o thrown", (thrown: unknown, message) => {
  expect(sent(thrown)).toMatchObject({ name: "Error", message });
});

test("a cause that is not an error", () => {
  expect(sent(new Error("x", { cause: "rain" })).cause).toMatchObject({ message: "rain" });
});

test("an error of another realm is an error", () => {
  expect(sent(runInNewContext("new TypeError('elsewhere')"))).toMatchObject({
    name: "TypeError",
    message: "elsewhere",
  });
});

test("an error whose message can't be read, or whose code is a number", () => {
  const hostile = Object.defineProperty(new Error("x"), "message", {
    get: () => {
      throw new Error("no");
    },
  });
  expect(sent(hostile).message).toBe("an error that can't be read");
  expect("code" in sent(new DOMException("stop", "AbortError"))).toBe(false);
  expect(sent(new DOMException("stop", "AbortError")).name).toBe("AbortError");
});
