import { expect, test } from "vitest";
import { runCli } from "../run-cli.ts";

test("the words are so many times the byte pairs, by the story's own numbers", async () => {
  const { code, stdout } = await runCli(["demo", "--embedding-dim", "2"]);
  expect(code).toBe(0);
  // 8,381 words with their spaces, 4,434 byte pairs.
  expect(stdout).toContain("and needs 4,434 for this text:");
  expect(stdout).toContain("1.9 times fewer than the 8,381 of the words, since a token carries the space");
});
