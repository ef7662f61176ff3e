/** Folders within a package: none is imported by what it imports itself, however long the way round, and docs/folders.md has their order. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { roomsOf } from "../../tools/rooms.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

const roomsWithCode = roomsOf(root).filter((room) => existsSync(join(root, room, "src")));

/** Code that is in no package's src. */
const OTHER_CODE = ["apps/demo-cli/page/src", "benchmarks", "examples", "testing/src", "tools"];

/** Folders of tests that are of their whole package; the rest are named as those of src. */
const TESTS_OF_ALL: Readonly<Record<string, readonly string[]>> = {
  "apps/demo-cli": ["documents", "page"],
  "packages/embeddings": ["exported"],
  "packages/prepare": ["chaos", "disk", "python"],
  "packages/tokenizer-hf": ["written"],
};

/** A package whose src has more folders than this is in docs/folders.md. */
const MAX_FOLDERS_UNLISTED = 3;

/** Code by its path within src, with slashes. */
type Sources = Readonly<Record<string, string>>;
/** By folder, the folders that it imports. A file that is in none stands for itself. */
type Imports = ReadonlyMap<string, ReadonlySet<string>>;

const folderOf = (file: string): string => (file.includes("/") ? posix.dirname(file) : file);

function importsOf(sources: Sources): Imports {
  const all = new Map<string, Set<string>>(Object.keys(sources).map((file) => [folderOf(file), new Set()]));
  for (const [file, code] of Object.entries(sources)) {
    for (const [, path] of code.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*|\bnew URL\(\s*)"(\.[^"]+)"/g)) {
      const named = posix.join(posix.dirname(file), path!);
      const target = sources[named] === undefined ? named.replace(/\.js$/, ".ts") : named;
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

const readAll = (folder: string, files: readonly string[]): Sources =>
  Object.fromEntries(files.map((file) => [file, readFileSync(join(root, folder, file), "utf8")]));

/** A package's source, generated files included. */
function sourcesOf(room: string): Sources {
  const src = `${room}/src`;
  const files = readdirSync(join(root, src), { recursive: true, encoding: "utf8" });
  return readAll(
    src,
    files.filter((file) => file.endsWith(".ts")).map((file) => file.split(sep).join("/")),
  );
}

/** Code that git knows below a folder, or would add. */
function codeIn(folder: string): Sources {
  const cwd = join(root, folder);
  const args = ["ls-files", "--cached", "--others", "--exclude-standard"];
  const files = execFileSync("git", args, { cwd, encoding: "utf8" }).split("\n");
  return readAll(
    folder,
    files.filter((file) => /\.(ts|tsx|mjs)$/.test(file) && existsSync(join(cwd, file))),
  );
}

test.each(roomsWithCode)("no circle of folders in %s", (room) => {
  expect(circlesIn(importsOf(sourcesOf(room)))).toEqual([]);
});

test.each(OTHER_CODE)("no circle of folders in %s", (folder) => {
  const code = codeIn(folder);
  expect(Object.keys(code).length).toBeGreaterThan(0);
  expect(circlesIn(importsOf(code))).toEqual([]);
});

/** By package, the first column of its table in docs/folders.md. */
function listedLines(): ReadonlyMap<string, readonly string[]> {
  const page = readFileSync(join(root, "docs/folders.md"), "utf8");
  const parts = page.split(/^## /m).filter((part) => /^(packages|apps)\//.test(part));
  return new Map(
    parts.map((part) => {
      const rows = part.split("\n").filter((line) => line.startsWith("| `"));
      const names = rows.flatMap((row) => [...row.split(" | ")[0]!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!));
      return [part.split("\n")[0]!, names];
    }),
  );
}

test("docs/folders.md lists the folders of the larger packages, each importing only those above it", () => {
  const lines = listedLines();
  const foldersIn = (room: string): Set<string> =>
    new Set(Object.keys(sourcesOf(room)).map((file) => (file.includes("/") ? file.split("/")[0]! : "")));
  const large = roomsWithCode.filter((room) => foldersIn(room).size > MAX_FOLDERS_UNLISTED + 1);
  expect([...lines.keys()].toSorted()).toEqual(large.toSorted());
  for (const [room, line] of lines) {
    const sources = sourcesOf(room);
    expect(backwardIn(importsOf(sources), line)).toEqual([]);
    const first = new Set(Object.keys(sources).map((file) => file.split("/")[0]!));
    expect(line.toSorted()).toEqual([...first].toSorted());
  }
});

test.each(roomsWithCode.filter((room) => existsSync(join(root, room, "test"))))(
  "tests of %s lie in folders named as those of src, but for fuzz and those of the whole package",
  (room) => {
    const folders = readdirSync(join(root, room, "test"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".test.ts") && file.includes(sep))
      .map((file) => dirname(file).split(sep).join("/"));
    const ofSource = Object.keys(sourcesOf(room)).flatMap((file) => [folderOf(file), dirname(folderOf(file))]);
    const places = new Set([...ofSource, "fuzz", ...(TESTS_OF_ALL[room] ?? [])]);
    expect(folders.filter((one) => !places.has(one))).toEqual([]);
  },
);

test.each(roomsWithCode.filter((room) => existsSync(join(root, room, "test"))))(
  "a test of %s that imports from one folder of src lies in the folder of that name",
  (room) => {
    const tests = join(root, room, "test");
    const misplaced = readdirSync(tests).filter((file) => {
      if (!file.endsWith(".test.ts")) return false;
      const code = readFileSync(join(tests, file), "utf8");
      // With helpers of its own it is about more than one folder.
      if (/from "\.\//.test(code)) return false;
      const imported = code.matchAll(/"\.\.\/src\/([^"]+)"/g);
      const folders = new Set(Array.from(imported, ([, path]) => folderOf(path!).split("/")[0]!));
      return folders.size === 1 && ![...folders][0]!.endsWith(".ts");
    });
    expect(misplaced).toEqual([]);
  },
);

test("folders and files that are named in strings exist: those of bundleSource, and those that vitest.config.ts leaves out", () => {
  const files = execFileSync("git", ["ls-files", "*.ts", "*.mjs"], { cwd: root, encoding: "utf8" }).split("\n");
  let named = 0;
  for (const file of files.filter((one) => one !== "" && existsSync(join(root, one)))) {
    const code = readFileSync(join(root, file), "utf8");
    const room = /\bbundleSource\(\s*"([^"]+)"/.exec(code)?.[1];
    if (room === undefined) continue;
    for (const [, list] of code.matchAll(/\[\s*((?:"[a-z-]+(?:\/[a-z-]+)+",?\s*)+)\]/g)) {
      for (const [, path] of list!.matchAll(/"([^"]+)"/g)) {
        named++;
        expect(existsSync(join(root, room, "src", `${path}.ts`)), `${path} in ${file}`).toBe(true);
      }
    }
  }
  expect(named).toBeGreaterThan(5);
  const leftOut = /"test\/\{([\w,-]+)\}\/\*\*"/.exec(readFileSync(join(root, "vitest.config.ts"), "utf8"))![1]!;
  for (const folder of leftOut.split(","))
    expect(existsSync(join(root, "packages/tokenizer-bpe/test", folder)), folder).toBe(true);
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
