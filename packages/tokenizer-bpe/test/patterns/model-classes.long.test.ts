/** Classes of patterns as tiktoken has them: which of all characters they have. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { compileOwnPattern } from "../../src/patterns/own-pattern.ts";

const file = new URL("../fixtures/model_encodings.json.gz", import.meta.url);
const { classes } = JSON.parse(gunzipSync(readFileSync(file)).toString()) as {
  classes: { class: string; count: number; sha256: string }[];
};

test.each(classes.map((one) => [one.class, one] as const))("%s", (source, { count, sha256 }) => {
  const { split, flavour } = compileOwnPattern(String.raw`!${source}|(?i:x)|[\s\S]`);
  expect(flavour).toBe("tiktoken");
  const expression = split as RegExp;
  let found = "";
  for (let point = 0; point < 0x110000; point++) {
    if (point >= 0xd800 && point < 0xe000) continue;
    expression.lastIndex = 0;
    found += expression.exec(`!${String.fromCodePoint(point)}`)![0].length > 1 ? "1" : "0";
  }
  expect(found.replaceAll("0", "").length).toBe(count);
  expect(createHash("sha256").update(found).digest("hex")).toBe(sha256);
});

test("they are fourteen", () => expect(classes.length).toBe(14));
