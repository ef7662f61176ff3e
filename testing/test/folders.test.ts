/** Folders within a package: none is imported by what it imports itself, however long the way round; prepare's are a line. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { roomsOf } from "../../tools/rooms.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * The order of prepare's folders: each imports only what stands before it. A document's way is plan, encode, assemble,
 * finish; docs/architecture.md says what each folder has.
 */
const LINE_OF_PREPARE = [
  "errors.ts",
  "files",
  "read",
  "job",
  "selection",
  "plan",
  "encode",
  "assemble",
  "finish",
  "run",
  "status.ts",
  "verify.ts",
  "prepare.ts",
  "bullmq",
  "index.ts",
];

/** Folders of tests that are of their whole package, or help others; the rest are named as those of src. */
const TESTS_OF_ALL: Readonly<Record<string, readonly string[]>> = {
  "packages/prepare": ["chaos", "disk", "fuzz", "python", "support"],
  "packages/tokenizer-hf": ["fuzz", "written"],
};

/** Code by its path within src, with slashes. */
type Sources = Readonly<Record<string, string>>;
/** By folder, the folders that it imports. A file that is in none stands for itself. */
type Imports = ReadonlyMap<string, ReadonlySet<string>>;

const folderOf = (file: string): string => (file.includes("/") ? posix.dirname(file) : file);

function importsOf(sources: Sources): Imports {
  const all = new Map<string, Set<string>>(Object.keys(sources).map((file) => [folderOf(file), new Set()]));
  for (const [file, code] of Object.entries(sources)) {
    for (const [, path] of code.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*|\bnew URL\(\s*)"(\.[^"]+)"/g)) {
      const target = posix.join(posix.dirname(file), path!).replace(/\.js$/, ".ts");
      const [from, to] = [folderOf(file), folderOf(target)];
      if (from !== to && sources[target] !== undefined) all.get(from)!.add(to);
    }
  }
  return all;
}

/** Folders that import, by whatever way round, what imports them. */
function circlesIn(imports: Imports): string[] {
  const reach = (from: string): Set<string> => {
    const seen = new Set<string>();
    const left = [...imports.get(from)!];
    for (let one = left.pop(); one !== undefined; one = left.pop()) {
      if (seen.has(one)) continue;
      seen.add(one);
      left.push(...imports.get(one)!);
    }
    return seen;
  };
  return [...imports.keys()].filter((folder) => reach(folder).has(folder)).toSorted();
}

/** Imports of what stands later in a line, or not in it. */
function backwardIn(imports: Imports, line: readonly string[]): string[] {
  const place = (folder: string): number => line.indexOf(folder.split("/")[0]!);
  return [...imports].flatMap(([from, all]) =>
    [from, ...all].filter((to) => place(to) === -1 || place(to) > place(from)).map((to) => `${from} -> ${to}`),
  );
}

function sourcesOf(room: string): Sources {
  const src = join(root, room, "src");
  const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  return Object.fromEntries(files.map((file) => [file.split(sep).join("/"), readFileSync(join(src, file), "utf8")]));
}

test.each(roomsOf(root).filter((room) => existsSync(join(root, room, "src"))))("no circle of folders in %s", (room) => {
  expect(circlesIn(importsOf(sourcesOf(room)))).toEqual([]);
});

test("prepare's folders are a line", () => {
  expect(backwardIn(importsOf(sourcesOf("packages/prepare")), LINE_OF_PREPARE)).toEqual([]);
});

test.each(Object.entries(TESTS_OF_ALL))("tests of %s lie in folders named as those of src, or %j", (room, others) => {
  const tests = join(root, room, "test");
  const folders = readdirSync(tests, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts") && file.includes(sep))
    .map((file) => dirname(file).split(sep).join("/"));
  const places = new Set([...Object.keys(sourcesOf(room)).map(folderOf), ...others]);
  expect(folders.filter((one) => !places.has(one))).toEqual([]);
});

test("a circle of three folders is found, types and threads' programs too, and so is an import of what comes later", () => {
  const imports = importsOf({
    "a/one.ts": 'import { two } from "../b/two.ts";\n',
    "b/two.ts": 'import type { Three } from "../c/three.ts";\n',
    "c/three.ts": 'new URL("../a/one.js", import.meta.url);\n',
    "d/four.ts": 'import "../a/one.ts";\nimport { five } from "./five.ts";\n',
    "d/five.ts": "",
    "six.ts": 'export { four } from "./d/four.ts";\n',
  });
  expect(circlesIn(imports)).toEqual(["a", "b", "c"]);
  expect(backwardIn(imports, ["c", "b", "a", "six.ts", "d"])).toEqual(["c -> a", "six.ts -> d"]);
  expect(backwardIn(imports, ["c", "b", "a", "d"])).toContain("six.ts -> six.ts");
});
