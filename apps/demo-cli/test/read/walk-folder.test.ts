/** What a walk finds and leaves out, held against git itself: in repositories made at random, and for patterns one by one. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Generator } from "@windrow/random";
import { skipNote } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { bytesOf, parseIgnoreLine } from "../../src/read/ignore-pattern.ts";
import { walkFolder } from "../../src/read/walk-folder.ts";
import { scratchFolder } from "../helpers/scratch-folder.ts";

const scratch = scratchFolder();
let made = 0;

/** Nothing of this machine's own settings. */
const GIT_ENV = { ...process.env, HOME: "/nonexistent", XDG_CONFIG_HOME: "/nonexistent", GIT_CONFIG_NOSYSTEM: "1" };

function git(folder: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync("git", args, { cwd: folder, env: GIT_ENV, encoding: "utf8" });
  expect([status, stderr.replaceAll(/^warning: .*\n/gm, "")]).toEqual([0, ""]);
  return stdout;
}

const noGit = spawnSync("git", ["--version"]).error === undefined ? undefined : "there is no git";

/** A folder with these files; of a name that ends with a slash only the folder. */
function tree(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = scratch.path(`tree-${made++}`);
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(name)), { recursive: true });
    if (name.endsWith("/")) mkdirSync(join(folder, name), { recursive: true });
    else writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** Every file that there is, without .git. */
function everyFile(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((name) => !name.split("/").includes(".git"));
}

async function walked(folder: string, below = ""): Promise<string[]> {
  const { files, failed } = await walkFolder(join(folder, below));
  expect(failed).toEqual([]);
  return files.map((path) => path.slice(folder.length + 1));
}

function listedByGit(folder: string, below = "."): string[] {
  return git(folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", below)
    .split("\0")
    .filter((name) => name !== "")
    .toSorted();
}

describe.skipIf(noGit !== undefined)(`as git leaves out${skipNote(noGit)}`, () => {
  test("nested files, negations, the repository's own excludes", async () => {
    const folder = tree({
      ".gitignore":
        "build/\n*.log\n!keep.log\n/only-here.txt\ndocs/**/draft.md\n# a comment\n\\#hash\n\\!bang\nspace\\ \ntrail   \n",
      "a.txt": "a",
      "only-here.txt": "a",
      "sub/only-here.txt": "a",
      "x.log": "a",
      "keep.log": "a",
      "#hash": "a",
      "!bang": "a",
      "space ": "a",
      trail: "a",
      "build/out.txt": "a",
      "sub/.gitignore": "!build/\n/secret\n*.tmp\n!deep/*.tmp\n",
      "sub/build/kept.txt": "a",
      "sub/build/x.log": "a",
      "sub/secret": "a",
      "sub/deep/secret": "a",
      "sub/y.tmp": "a",
      "sub/deep/y.tmp": "a",
      "docs/draft.md": "a",
      "docs/a/b/draft.md": "a",
      "docs/a/b/final.md": "a",
      ".hidden/file": "a",
      "excluded.by.repository": "a",
    });
    git(folder, "init", "-q");
    writeFileSync(join(folder, ".git/info/exclude"), "excluded.*\n");
    const found = await walked(folder);
    expect(found).toEqual(listedByGit(folder));
    expect(found).toContain("sub/build/kept.txt");
    expect(found).toContain(".hidden/file");
    expect(found).not.toContain("excluded.by.repository");
    // From below, the rules above it count.
    for (const below of ["sub", "sub/deep", "docs", "docs/a"])
      expect(await walked(folder, below)).toEqual(listedByGit(folder, below));
  });

  test("a repository within another, and a worktree, have their own rules", async () => {
    const folder = tree({ ".gitignore": "*.txt\n", "in/a.txt": "a", "in/b.log": "b", "plain/a.txt": "a" });
    git(folder, "init", "-q");
    const inner = join(folder, "in");
    git(inner, "init", "-q");
    writeFileSync(join(inner, ".git/info/exclude"), "*.log\n");
    expect(await walked(folder)).toEqual([".gitignore", "in/a.txt"]);
    const who = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
    git(inner, ...who, "commit", "-q", "--allow-empty", "-m", "a");
    git(inner, "worktree", "add", "-q", "../tree");
    writeFileSync(join(folder, "tree/c.log"), "c");
    writeFileSync(join(folder, "tree/c.txt"), "c");
    expect(await walked(folder)).toEqual([".gitignore", "in/a.txt", "tree/c.txt"]);
  });

  test("patterns one by one: classes, escapes, stars, bytes, what has no end", () => {
    const patterns = [
      "a*",
      "*a",
      "*",
      "**",
      "?",
      "??",
      "a?b",
      "*.[ch]",
      "[a-c]x",
      "[!a]x",
      "[^a]x",
      "[]]",
      "[]-]",
      "[a-]",
      "[[:alpha:]]x",
      "[[:digit:][:upper:]]x",
      "[[:nope:]]",
      "[[:]",
      "[[::]]",
      "[[:alpha:",
      "[a",
      "a[",
      "[z-a]",
      "[\\]]",
      "[\\",
      "\\",
      "a\\",
      "\\a",
      "a\\ ",
      "a ",
      "foo**bar",
      "foo**/bar",
      "**foo",
      "**/foo",
      "a/**",
      "a/**/b",
      "/a",
      "/a/",
      "a/",
      "a//",
      "/",
      "//",
      "!",
      "!a",
      "a/*/b",
      "*/b",
      "/*/b",
      "**/a/**/b",
      "a[/]b",
      "a[x/]b",
      "a?b/c",
      "é?",
      "?",
      "???",
      "\u0000x",
      "x\u0000y",
      "a\r",
      "\ufeffa",
      "**\\/a",
      "{a,b}",
      "(a",
      "a+",
      "$",
      "***",
      "***/a",
      "a/***",
      "\t",
      "a\t",
      "[--0]",
      "[+--]",
      "[a-\\c]",
      "[[a]]",
      "[\\[:alpha:]]",
      "#",
      "\\#",
      " a",
      "*b*a*",
    ];
    const names = ["a", "b", "ab", "aab", "axb", "x.c", "x.h", "bx", "ax", "Ax", "1x", "]", "-", "[", "\\", "foobar", "fooxbar", "foo", "é", "éx", "+", ".", "$", "a ", " a", "a\t", "(a", "{a,b}", "a+", "#", "c", "0", "\t", "baca"]; // prettier-ignore
    const paths = [...names, "a/b", "a/x/b", "a/x/y/b", "x/a/y/b", "foo/bar", "foo/x/bar", "fooxx/bar", "x/foo", "x/y/a", "b/a", "axb/c", "x/a/b"].filter((path) => path !== "."); // prettier-ignore
    const folder = tree({});
    git(folder, "init", "-q");
    for (const pattern of patterns) {
      writeFileSync(join(folder, ".gitignore"), `${pattern}\n`);
      // Paths that are not there are files to git, and their folders are asked as well.
      const { stdout } = spawnSync("git", ["check-ignore", "-z", "--stdin", "--no-index"], {
        cwd: folder,
        env: GIT_ENV,
        input: paths.join("\0"),
        encoding: "utf8",
      });
      const expected = new Set(stdout.split("\0").slice(0, -1));
      for (const path of paths)
        expect([pattern, path, isLeftOut(pattern, path)]).toEqual([pattern, path, expected.has(path)]);
    }
  });

  test("repositories at random", { timeout: 300_000 }, async () => {
    const random = new Generator(20_261_202);
    const pick = <T>(list: readonly T[]): T => list[random.randint(0, list.length, 1)[0]!]!;
    const names = ["a", "b", "ab", "abc", "x.c", "y.log", "é", "foo"];
    const parts = [
      "a",
      "b",
      "ab",
      "*",
      "?",
      "**",
      "*.c",
      "*.log",
      "[ab]",
      "[!a]*",
      "foo",
      "f*o",
      "\\a",
      "é",
      "a*c",
      "[a",
    ];
    const line = (): string => {
      const steps = Array.from(
        { length: pick([1, 1, 1, 2, 2, 3]) },
        () => pick(parts) + pick(["", "", "", pick(parts)]),
      );
      return `${pick(["", "", "", "!"])}${pick(["", "", "/"])}${steps.join("/")}${pick(["", "", "/", " "])}\n`;
    };
    for (let round = 0; round < 60; round++) {
      const files: Record<string, string> = {};
      for (let i = 0; i < 40; i++) {
        const path = Array.from({ length: pick([1, 2, 2, 3, 4]) }, () => pick(names)).join("/");
        const clashes = Object.keys(files).some(
          (other) => other.startsWith(`${path}/`) || path.startsWith(`${other}/`),
        );
        if (!clashes) files[path] = "hay";
      }
      const folders = new Set(Object.keys(files).map((path) => dirname(path)));
      for (const folder of ["", ...folders].filter(() => pick([true, false, false])))
        files[join(folder, ".gitignore")] = Array.from({ length: pick([1, 2, 4]) }, line).join("");
      const folder = tree(files);
      git(folder, "init", "-q");
      expect({ files, found: await walked(folder) }).toEqual({ files, found: listedByGit(folder) });
      for (const below of [...folders].slice(0, 3))
        expect({ files, below, found: await walked(folder, below) }).toMatchObject({
          found: expectedBelow(folder, below),
        });
    }
  });
});

/** Git lists nothing for a folder that is itself ignored; one that was named is walked all the same. */
function expectedBelow(folder: string, below: string): unknown {
  const isOut =
    spawnSync("git", ["check-ignore", "-q", "--no-index", below], { cwd: folder, env: GIT_ENV }).status === 0;
  return isOut ? expect.anything() : listedByGit(folder, below);
}

/** A path, or one of the folders on the way to it, by one pattern at the root. */
function isLeftOut(line: string, path: string): boolean {
  const bytes = line.startsWith("\ufeff") ? line.slice(1) : line;
  const pattern = parseIgnoreLine(bytesOf(bytes.replace(/\r$/, "")));
  if (pattern === undefined) return false;
  const steps = path.split("/");
  return steps.some((name, i) => {
    if (pattern.isForFolders && i === steps.length - 1) return false;
    const matches = pattern.matches(bytesOf(pattern.isOfName ? name : steps.slice(0, i + 1).join("/")));
    return matches && !pattern.isNegative;
  });
}

test("outside of a repository the files of rules from the named folder on count", async () => {
  const folder = tree({ ".gitignore": "*.log\n", "sub/a.log": "a", "sub/a.txt": "a", "b.log": "b" });
  expect(await walked(folder)).toEqual([".gitignore", "sub/a.txt"]);
  expect(await walked(folder, "sub")).toEqual(["sub/a.log", "sub/a.txt"]);
});

test("without rules: every file, but for node_modules and .git", async () => {
  const folder = tree({
    "a/b/c.txt": "a",
    "d.txt": "d",
    "node_modules/x/y.js": "y",
    "a/node_modules/z.js": "z",
    ".git/config": "c",
  });
  expect(await walked(folder)).toEqual(
    everyFile(folder)
      .filter((name) => !name.includes("node_modules"))
      .toSorted(),
  );
  // Named, they are there.
  expect(await walked(folder, "node_modules")).toEqual(["node_modules/x/y.js"]);
});

test("links: to a file it is that file, to a folder it is not followed, to nothing it is a file that can't be read", async () => {
  const folder = tree({ "in/a.txt": "a", "out/b.txt": "b" });
  symlinkSync("../out/b.txt", join(folder, "in/file"));
  symlinkSync("../out", join(folder, "in/folder"));
  symlinkSync(".", join(folder, "in/loop"));
  symlinkSync("nowhere", join(folder, "in/broken"));
  symlinkSync("itself", join(folder, "in/itself"));
  if (process.platform !== "win32") {
    spawnSync("mkfifo", [join(folder, "in/pipe")]);
    symlinkSync("pipe", join(folder, "in/to-pipe"));
  }
  expect(await walked(folder, "in")).toEqual(["in/a.txt", "in/broken", "in/file", "in/itself"]);
});

describe("rules that are odd", () => {
  test("no pattern takes long: stars, pairs of stars, classes", () => {
    const long = Array.from({ length: 2000 }, () => "a").join("/");
    for (const line of [
      "**/a/".repeat(60) + "b",
      "*a".repeat(200) + "b",
      "a*".repeat(100) + "/".repeat(50),
      "[a-z]*".repeat(100),
      // As long as a file of rules may be: longer than any path, which is enough to know.
      "*a".repeat(125_000),
      `${"[:".repeat(100_000)}]`,
    ]) {
      const pattern = parseIgnoreLine(line)!;
      expect(pattern.matches(long)).toBe(false);
      expect(pattern.matches("a".repeat(255))).toBe(line.startsWith("[a"));
    }
  });

  test("bytes that are not text, a link, a folder, a pipe, a huge file", async () => {
    const folder = tree({
      ".gitignore": Buffer.concat([
        Buffer.from([0xff, 0xfe, 0, 0x0a, 0xef, 0xbb, 0xbf]),
        Buffer.from("\n*.log\n\u0000*.txt\n[\n(((\n"),
      ]),
      "a.log": "a",
      "a.txt": "a",
      "folder/.gitignore/": "",
      "folder/a": "a",
      "link/a": "a",
      "pipe/a": "a",
    });
    symlinkSync("../.gitignore", join(folder, "link/.gitignore"));
    symlinkSync("../link/.gitignore", join(folder, "pipe/.gitignore"));
    expect(await walked(folder)).toEqual([
      ".gitignore",
      "a.txt",
      "folder/a",
      "link/.gitignore",
      "link/a",
      "pipe/.gitignore",
      "pipe/a",
    ]);
    writeFileSync(join(folder, ".gitignore"), "#".repeat(300_000));
    const { files, failed } = await walkFolder(folder);
    expect(files.length).toBe(8);
    expect(failed).toEqual([
      {
        file: join(folder, ".gitignore"),
        error: expect.stringMatching(/it has 300000 bytes, but at most 262144 are read/),
      },
    ]);
  });

  const mayAll = process.getuid?.() === 0 ? "root may read everything" : undefined;
  test.skipIf(mayAll !== undefined)(
    `what may not be read is reported, and the rest is walked${skipNote(mayAll)}`,
    async () => {
      const folder = tree({ "a.txt": "a", "closed/b.txt": "b", "rules/.gitignore": "x", "rules/c.txt": "c" });
      chmodSync(join(folder, "closed"), 0);
      chmodSync(join(folder, "rules/.gitignore"), 0);
      const { files, failed } = await walkFolder(folder);
      chmodSync(join(folder, "closed"), 0o700);
      expect(files.map((path) => path.slice(folder.length + 1))).toEqual(["a.txt", "rules/.gitignore", "rules/c.txt"]);
      expect(failed.map(({ file }) => file.slice(folder.length + 1)).toSorted()).toEqual([
        "closed",
        "rules/.gitignore",
      ]);
      for (const { error } of failed) expect(error).toMatch(/permission is denied/);
    },
  );
});
