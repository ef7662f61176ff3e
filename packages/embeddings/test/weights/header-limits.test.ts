/** The limits of safetensors headers, on the limit and one beyond it. */
import { describe, expect, test } from "vitest";
import { shown } from "../../src/weights/invalid-file.ts";
import { repeatedKey } from "../../src/weights/repeated-keys.ts";
import { safetensorsDataStart } from "../../src/weights/safetensors-header.ts";
import { tablesOfSafetensors } from "../../src/weights/safetensors.ts";
import { safetensorsFile } from "./fixtures.ts";

const invalid = (message: RegExp): unknown =>
  expect.objectContaining({ code: "EMBEDDINGS_INVALID_FILE", message: expect.stringMatching(message) });

describe("safetensors", () => {
  /** The 8 bytes that say how long the header is. */
  const lengthBytes = (length: bigint): Uint8Array => new Uint8Array(BigUint64Array.of(length).buffer);

  test("a header of 100 million bytes, and of one more", () => {
    expect(safetensorsDataStart(lengthBytes(100_000_000n), 1e12, "a")).toBe(100_000_008);
    const tooLong = invalid(/claims 100000001 bytes; at most 100 million are read/);
    expect(() => safetensorsDataStart(lengthBytes(100_000_001n), 1e12, "a")).toThrow(tooLong);
    expect(() => safetensorsDataStart(lengthBytes(2n ** 64n - 1n), 1e12, "a")).toThrow(invalid(/18446744073709551615/));
  });

  test("a header that ends with the file, and one byte behind it", () => {
    expect(safetensorsDataStart(lengthBytes(30n), 38, "a")).toBe(38);
    expect(() => safetensorsDataStart(lengthBytes(30n), 37, "a")).toThrow(
      invalid(/claims 30 bytes, but the file has 37/),
    );
  });

  test("the length alone, and a byte less", () => {
    expect(safetensorsDataStart(lengthBytes(0n), 8, "a")).toBe(8);
    const tooShort = invalid(/: 7 bytes; the header's length alone takes 8/);
    expect(() => safetensorsDataStart(lengthBytes(0n), 7, "a")).toThrow(tooShort);
    expect(() => safetensorsDataStart(lengthBytes(0n).subarray(1), 8, "a")).toThrow(tooShort);
  });

  test("128 objects and arrays within one another, and 129", () => {
    const nested = (depth: number): string => `${"[".repeat(depth - 1)}{"a":1}${"]".repeat(depth - 1)}`;
    expect(repeatedKey(nested(128))).toBe(undefined);
    expect(repeatedKey(nested(129))).toBe("values are nested deeper than 128");
    // Side by side they are not deep.
    expect(repeatedKey(`[${"[],".repeat(200)}{}]`)).toBe(undefined);
  });

  test("a key counts in its own object alone, however it is written", () => {
    expect(repeatedKey('{"a":{"a":[{"a":1},{"a":2}]},"b":{"a":1}}')).toBe(undefined);
    expect(repeatedKey(String.raw`{"a\"": {"b": "}"}, "\u0061\"" : 1}`)).toBe(
      String.raw`the key "a\"" occurs twice in one object`,
    );
    expect(repeatedKey('{"b":1,"c":{"x":1},"b" \t\r\n: 2}')).toBe('the key "b" occurs twice in one object');
    // Texts that are values.
    expect(repeatedKey('{"a":"a","b":["a","a"]}')).toBe(undefined);
  });

  test("20 names are listed, of 21 the last is counted", () => {
    const listed = (count: number): string => {
      const names = Array.from({ length: count }, (_, i) => [
        `t${i}`,
        { dtype: "F32", shape: [0], data_offsets: [0, 0] },
      ]);
      try {
        tablesOfSafetensors(safetensorsFile(Object.fromEntries(names), 0), ["x"], "a");
      } catch (error) {
        return (error as Error).message;
      }
      return "";
    };
    expect(listed(20)).toMatch(/, t18, t19\.$/);
    expect(listed(21)).toMatch(/, t18, t19 and 1 more\.$/);
  });
});

test("a value in a message has 80 characters at most", () => {
  expect(shown("x".repeat(78))).toBe(`"${"x".repeat(78)}"`);
  expect(shown("x".repeat(79))).toBe(`"${"x".repeat(79)}...`);
  expect(shown(undefined)).toBe("missing");
});
