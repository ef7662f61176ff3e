/** The README's picture of the terminal is what the program prints now. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { scratchFolder } from "./scratch-folder.ts";

const scratch = scratchFolder();
const folder = fileURLToPath(new URL("..", import.meta.url));

test("docs/terminal.svg: run tools/draw-terminal.mjs where this fails", () => {
  const drawn = scratch.path("terminal.svg");
  const { status, stderr } = spawnSync(process.execPath, [`${folder}tools/draw-terminal.mjs`, drawn], {
    encoding: "utf8",
  });
  expect([stderr, status]).toEqual(["", 0]);
  expect(readFileSync(drawn, "utf8")).toBe(readFileSync(`${folder}docs/terminal.svg`, "utf8"));
});
