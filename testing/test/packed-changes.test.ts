/** A package that is packed otherwise than before must be named by a changeset. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { digestOf, namedByChangesets, unnamedChanges } from "../../tools/release/packed-changes.mjs";

const scratch = mkdtempSync(join(tmpdir(), "windrow-changes-"));
afterAll(() => rmSync(scratch, { recursive: true }));

let count = 0;
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = join(scratch, String(count++));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const manifest = (version: string, range: string, other: string): string =>
  JSON.stringify({ name: "@windrow/x", version, dependencies: { "@windrow/random": range, other } });
const files = { "package.json": manifest("0.1.0", "^0.1.0", "^1.0.0"), "dist/index.js": "export {};" };

test("contents count: the code, the manifest, the names of files", () => {
  const before = digestOf(folderWith(files));
  expect(digestOf(folderWith(files))).toBe(before);
  expect(digestOf(folderWith({ ...files, "dist/index.js": "export { };" }))).not.toBe(before);
  expect(digestOf(folderWith({ ...files, "dist/other.js": "" }))).not.toBe(before);
  expect(digestOf(folderWith({ ...files, "package.json": manifest("0.1.0", "^0.1.0", "^2.0.0") }))).not.toBe(before);
  const { "dist/index.js": code, ...rest } = files;
  expect(digestOf(folderWith({ ...rest, "dist/indey.js": code }))).not.toBe(before);
});

test("what a release changes does not count: the version, the own packages' ranges, the changelog", () => {
  const released = { ...files, "package.json": manifest("0.2.0", "^0.2.0", "^1.0.0"), "CHANGELOG.md": "# 0.2.0" };
  expect(digestOf(folderWith(released))).toBe(digestOf(folderWith(files)));
});

test("a changeset names packages, private ones too; README.md is none", () => {
  const folder = folderWith({
    "one.md": '---\n"@windrow/random": minor\nwindrow: patch\n---\n\n"@windrow/dataset": minor\n',
    "two.md": "---\n'@windrow/core': patch\n---\n\nText.\n",
    "README.md": '---\n"@windrow/shards": minor\n---\n',
  });
  expect(namedByChangesets(folder)).toEqual(new Set(["@windrow/random", "windrow", "@windrow/core"]));
  expect(namedByChangesets(folder, () => false)).toEqual(new Set());
  expect(namedByChangesets(join(scratch, "nothing"))).toEqual(new Set());
});

test("unnamed: changed, not released by this very commit, and in no changeset, as after a changeset of core alone", () => {
  const packed = (digest: string, version = "0.1.0") => ({ digest, version });
  const before = new Map([
    ["same", packed("a")],
    ["named", packed("a")],
    ["unnamed", packed("a")],
    ["released", packed("a")],
  ]);
  const after = new Map([
    ["same", packed("a")],
    ["named", packed("b")],
    ["unnamed", packed("b")],
    ["released", packed("b", "0.2.0")],
    ["new", packed("b")],
  ]);
  expect(unnamedChanges(before, after, new Set(["named", "@windrow/core"]))).toEqual(["unnamed", "new"]);
  expect(unnamedChanges(before, after, new Set(["named", "unnamed", "new"]))).toEqual([]);
});
