import { expect, test } from "vitest";
import {
  checkBoolean,
  checkFunction,
  checkInteger,
  checkOptions,
  invalidOption,
  refuseUnknown,
  WindrowError,
  type OptionError,
} from "../src/index.ts";

const fail: OptionError = (message, option, value) =>
  Object.assign(new WindrowError("BARN", message), { option, value });
const KNOWN = ["maxLength", "stride"] as const;

/** The message of what is thrown. */
function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return (error as Error).message;
  }
  return "nothing was thrown";
}

test("known options pass, and come back", () => {
  const options = { maxLength: 3 };
  expect(checkOptions(fail, options, ["maxLength"])).toBe(options);
  expect(checkOptions(fail, {}, [])).toEqual({});
});

test("an unknown option is refused, with the name that was meant", () => {
  const check = (options: object): unknown => checkOptions(fail, options as Record<string, unknown>, KNOWN);
  expect(messageOf(() => check({ max_length: 4 }))).toBe('Unknown option "max_length". Did you mean "maxLength"?');
  expect(messageOf(() => check({ seed: 4 }))).toBe('Unknown option "seed". Known options: maxLength, stride.');
  expect(messageOf(() => check({ "\u001b[2J": 4 }))).toBe(
    'Unknown option "\\u001b[2J". Known options: maxLength, stride.',
  );
  expect(() => check({ max_length: 4 })).toThrow(expect.objectContaining({ option: "max_length", value: 4 }));
});

test("names that every object has are unknown too", () => {
  for (const name of ["constructor", "toString", "__proto__"]) {
    const given = Object.defineProperty({}, name, { value: 1, enumerable: true });
    expect(messageOf(() => checkOptions(fail, given, []))).toContain(`Unknown option "${name}".`);
  }
});

test("a getter of an unknown name is not run", () => {
  const given = {
    get oops(): never {
      throw new Error("boo");
    },
  };
  expect(messageOf(() => checkOptions(fail, given as object, []))).toContain('Unknown option "oops".');
});

test.each([[null], [3], ["x"], [undefined], [[1]]])("%o is not an object of options", (options: unknown) => {
  expect(() => checkOptions(fail, options as object, [])).toThrow("expected an object of options.");
});

test("fields of something else", () => {
  expect(messageOf(() => refuseUnknown(fail, "job field", { input: "x" }, ["inputs", "output"]))).toBe(
    'Unknown job field "input". Did you mean "inputs"?',
  );
});

test("values", () => {
  expect(checkInteger(fail, "n", 3, 3, 3)).toBe(3);
  expect(messageOf(() => checkInteger(fail, "n", 2, 3))).toBe("n is 2; expected an integer of at least 3.");
  expect(messageOf(() => checkInteger(fail, "n", 4, 1, 3))).toBe("n is 4; expected an integer from 1 to 3.");
  expect(messageOf(() => checkInteger(fail, "n", "3" as never, 1))).toContain('n is "3"');
  expect(messageOf(() => checkInteger(fail, "n", 2 ** 53, 1))).toContain("an integer of at least 1");
  expect(checkBoolean(fail, "b", false)).toBe(false);
  expect(messageOf(() => checkBoolean(fail, "b", 0 as never))).toBe("b is 0; expected true or false.");
  expect(checkFunction(fail, "f", Math.max)).toBe(Math.max);
  expect(messageOf(() => checkFunction(fail, "f", {}))).toBe("f is an object; expected a function.");
  expect(invalidOption(fail, "x", [1], "2").message).toBe("x is an array of 1; expected 2.");
});
