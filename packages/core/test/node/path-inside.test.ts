import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { OutsideFolderError, pathInside } from "../../src/node/index.ts";

const base = realpathSync(mkdtempSync(join(tmpdir(), "windrow-inside-")));
afterAll(() => rmSync(base, { recursive: true }));
const folder = join(base, "folder");
mkdirSync(join(folder, "sub"), { recursive: true });
mkdirSync(join(base, "folder-beside"));
writeFileSync(join(folder, "sub/file"), "");
writeFileSync(join(base, "secret"), "");
symlinkSync(base, join(folder, "out"));
symlinkSync(join(base, "secret"), join(folder, "secret-link"));
symlinkSync(join(base, "nowhere"), join(folder, "dangling"));
symlinkSync("sub", join(folder, "in"));
symlinkSync(folder, join(base, "folder-link"));

test.each(["sub/file", "in/file", "not/there/yet.json", "sub", "...", "..name", "sub/..name"])(
  "%j is inside",
  (path) => {
    expect(pathInside(folder, path)).toBe(join(folder, path));
  },
);

test("the folder itself may be a link", () => {
  expect(pathInside(join(base, "folder-link"), "sub/file")).toBe(join(base, "folder-link/sub/file"));
});

test.each([
  "../secret",
  "sub/../../secret",
  "sub/..",
  "/etc/passwd",
  "/../../etc/passwd",
  "..\\secret",
  "sub\\..\\..\\secret",
  "C:\\secret",
  "out/secret",
  "out/not-there-yet",
  "secret-link",
  "../folder-beside/x",
  "a\0b",
])("%j leads out", (path) => {
  expect(() => pathInside(folder, path)).toThrow(OutsideFolderError);
});

test("a link to something that is not there yet is not followed out", () => {
  expect(() => pathInside(folder, "dangling")).toThrow(expect.objectContaining({ code: "ENOENT" }));
  expect(() => pathInside(folder, "dangling/file")).toThrow(expect.objectContaining({ code: "ENOENT" }));
});
