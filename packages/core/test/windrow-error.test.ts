import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { isWindrowError, WindrowError } from "../src/index.ts";

type HayCode = "HAY_WET" | "HAY_ROTTEN";

class HayError extends WindrowError<HayCode> {
  static override readonly kind: string = "HayError";
}

/** As another version of the package, or its other module format, has it. */
async function secondCopy(): Promise<typeof WindrowError> {
  const { WindrowError: Copy } = (await import(
    "../src/windrow-error.ts?copy" as string
  )) as typeof import("../src/windrow-error.ts");
  return Copy;
}

test("has a code, fields, a name and a cause that is not a field", () => {
  const cause = new TypeError("rain");
  const error = new HayError("HAY_WET", "The hay is wet.", { field: 3, cause });
  expect(error.code).toBe("HAY_WET");
  expect(error.fields).toEqual({ field: 3 });
  expect(error.name).toBe("HayError");
  expect(error.cause).toBe(cause);
  expect(String(error)).toBe("HayError: The hay is wet.");
  expect(error).toBeInstanceOf(Error);
  expect(Object.keys(error).toSorted()).toEqual(["code", "fields", "name"]);
});

test("without fields there are none, and no cause", () => {
  const error = new HayError("HAY_WET", "The hay is wet.");
  expect(error.fields).toEqual({});
  expect("cause" in error).toBe(false);
});

test("a part that is a line end stays one; in each part unsafe characters become escapes", () => {
  expect(new HayError("HAY_WET", ["a\nb", "\n", "c\u001b[2J", { option: "d\r" }]).message).toBe(
    "a\\nb\nc\\u001b[2Jd\\r",
  );
});

test("instanceof knows errors of another copy of the class, and no other class's", async () => {
  const Copy = await secondCopy();
  expect(Copy).not.toBe(WindrowError);
  class HayCopy extends Copy<HayCode> {
    static override readonly kind: string = "HayError";
  }
  class Straw extends Copy<HayCode> {
    static override readonly kind: string = "StrawError";
  }
  const error = new HayCopy("HAY_ROTTEN", "The hay is rotten.");
  expect(error instanceof HayError).toBe(true);
  expect(error instanceof WindrowError).toBe(true);
  expect(new Straw("HAY_WET", "x") instanceof HayError).toBe(false);
  expect(new HayError("HAY_WET", "x") instanceof HayCopy).toBe(true);
  expect(isWindrowError(error)).toBe(true);
});

test("a subclass of a user's is an ordinary class", () => {
  class Wet extends HayError {}
  class Named extends HayError {
    static override readonly kind: string = "NamedError";
  }
  expect(new Wet("HAY_WET", "x") instanceof HayError).toBe(true);
  expect(new HayError("HAY_WET", "x") instanceof Wet).toBe(false);
  expect(new Named("HAY_WET", "x") instanceof HayError).toBe(true);
  const renamed = new HayError("HAY_WET", "x");
  renamed.name = "Other";
  expect(renamed instanceof HayError).toBe(true);
});

test("nothing else passes for one", () => {
  const likeOne = Object.assign(new Error("x"), { name: "HayError", code: "HAY_WET", fields: {} });
  for (const value of [
    likeOne,
    new Error("x"),
    undefined,
    null,
    "HayError",
    3,
    {},
    () => {},
    runInNewContext("new Error('x')"),
  ])
    expect([value instanceof HayError, isWindrowError(value)]).toEqual([false, false]);
});
