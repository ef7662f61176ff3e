import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { portableSha256, sha256 } from "../src/sha256.ts";

test("is Node's at every length up to three blocks, and of a megabyte", () => {
  const bytes = Uint8Array.from({ length: 1_000_003 }, (_, i) => (i * 2654435761) >>> 24);
  for (const length of [...Array(200).keys(), 1_000_003]) {
    const part = bytes.subarray(0, length);
    const expected = createHash("sha256").update(part).digest("hex");
    expect(portableSha256(part), `${length} bytes`).toBe(expected);
    expect(sha256(part), `${length} bytes`).toBe(expected);
  }
});
