/** Which files a pattern names: links to folders are not followed, and names that are not UTF-8 are reported. */
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { skipNote } from "@windrow/testing";
import { expect, test } from "vitest";
import { globFiles } from "../../src/read/glob-files.ts";
import { runCli } from "../helpers/run-cli.ts";
import { scratchFolder } from "../helpers/scratch-folder.ts";

const scratch = scratchFolder();

async function names(pattern: string): Promise<string[]> {
  const root = scratch.path("");
  return (await globFiles(scratch.path(pattern))).map((path) => path.slice(root.length).replace(/^[/\\]/, ""));
}

test("each file once: links to files are files, links to folders are followed where they are named", async () => {
  for (const folder of ["in/sub", "in/node_modules/x", "other"]) mkdirSync(scratch.path(folder), { recursive: true });
  for (const file of ["in/a.txt", "in/sub/b.txt", "in/node_modules/x/m.txt", "other/o.txt"])
    writeFileSync(scratch.path(file), "hay");
  symlinkSync(".", scratch.path("in/loop"));
  symlinkSync("../other", scratch.path("in/folder"));
  symlinkSync("../other/o.txt", scratch.path("in/file.txt"));
  expect(await names("in/**/*.txt")).toEqual(["in/a.txt", "in/file.txt", "in/sub/b.txt"]);
  expect(await names("in/*/*.txt")).toEqual(["in/sub/b.txt"]);
  expect(await names("in/folder/*.txt")).toEqual(["in/folder/o.txt"]);
  expect(await names("in/node_modules/**/*.txt")).toEqual(["in/node_modules/x/m.txt"]);
  expect(await names("{in/sub,other}/*.txt")).toEqual(["in/sub/b.txt", "other/o.txt"]);
  expect(await names("nowhere/*.txt")).toEqual([]);
  const { stdout } = await runCli(["count", scratch.path("in/**/*.txt"), "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({ total: { chars: 9 }, failed: [] });
});

test("a file whose name is a pattern too is that file", async () => {
  mkdirSync(scratch.path("notes"));
  for (const file of ["notes 1.txt", "notes [1].txt", "notes [2].txt"])
    writeFileSync(scratch.path(`notes/${file}`), file);
  const files = async (name: string): Promise<string[]> => {
    const { stdout } = await runCli(["count", scratch.path(`notes/${name}`), "--json"]);
    return (JSON.parse(stdout) as { files: { file: string }[] }).files.map(({ file }) => basename(file));
  };
  expect(await files("notes [1].txt")).toEqual(["notes [1].txt"]);
  expect(await files("notes ?.txt")).toEqual(["notes 1.txt"]);
  expect(await files("notes [12].txt")).toEqual(["notes 1.txt"]);
});

test("a link to nothing, or to itself, is one file that failed", async () => {
  mkdirSync(scratch.path("broken"));
  writeFileSync(scratch.path("broken/a.txt"), "hay");
  symlinkSync("nowhere", scratch.path("broken/b.txt"));
  symlinkSync("c.txt", scratch.path("broken/c.txt"));
  const { code, stderr, stdout } = await runCli(["count", scratch.path("broken/*.txt"), "--json"]);
  expect([code, JSON.parse(stdout)]).toMatchObject([3, { total: { chars: 3 } }]);
  expect(stderr).toMatch(/b\.txt: there is no such file.*\n.*c\.txt: it is a link that leads back to itself/);
});

const noByteNames = process.platform === "linux" ? undefined : "names are UTF-8 here";
test.skipIf(noByteNames !== undefined)(`a name that is not UTF-8${skipNote(noByteNames)}`, async () => {
  mkdirSync(scratch.path("bytes"));
  writeFileSync(Buffer.concat([Buffer.from(scratch.path("bytes/caf")), Buffer.from("e92e747874", "hex")]), "hay");
  const pattern = scratch.path("bytes/*.txt");
  const { code, stderr } = await runCli(["count", pattern]);
  expect([code, stderr]).toEqual([1, expect.stringContaining("its name is not UTF-8. Rename it")]);
  const job = await runCli(["prepare", pattern, "-o", scratch.path("out"), "-e", "gpt2"]);
  expect([job.code, job.stderr]).toEqual([1, expect.stringMatching(/if its name is not UTF-8, rename it or name the/)]);
  // By its folder it is read.
  const whole = await runCli(["prepare", scratch.path("bytes"), "-o", scratch.path("out"), "-e", "gpt2", "--json"]);
  expect([whole.code, JSON.parse(whole.stdout.trim().split("\n").at(-1)!)]).toMatchObject([0, { documents: 1 }]);
});
