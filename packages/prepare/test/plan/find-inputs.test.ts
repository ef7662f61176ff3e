/** Which files a job's inputs stand for: links, circles, names of any bytes, and what can't be read. */
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { spawnSync } from "node:child_process";
import { join, relative } from "node:path";
import { prepare, resume, verify } from "@windrow/prepare";
import { skipNote } from "@windrow/testing";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { findInputs } from "../../src/plan/find-inputs.ts";
import { makeScratch } from "../support/scratch.ts";

let folder: string;
const at = (...names: readonly string[]): string => join(folder, ...names);

/** A tree: in/a.txt, in/sub/b.txt, and beside it other/o.txt. */
beforeEach(() => {
  folder = makeScratch();
  for (const name of ["in", "in/sub", "other"]) mkdirSync(at(name));
  for (const name of ["in/a.txt", "in/sub/b.txt", "other/o.txt"]) writeFileSync(at(name), `text of ${name}`);
});

async function find(...names: readonly string[]): Promise<{ files: string[]; links: string[] }> {
  const found = await findInputs(
    names.map((name) => at(name)),
    at("out"),
  );
  const inFolder = (path: string): string => relative(folder, path);
  return { files: found.files.map(({ path }) => inFolder(path)), links: found.linksToFolders.map(inFolder) };
}

test("a link to a file is a file, a link to a folder is reported, and a circle is walked once", async () => {
  symlinkSync("../other/o.txt", at("in/file.txt"));
  symlinkSync("../other", at("in/folder"));
  symlinkSync(".", at("in/loop"));
  symlinkSync("../..", at("in/sub/up"));
  expect(await find("in")).toEqual({
    files: ["in/a.txt", "in/file.txt", "in/sub/b.txt"],
    // What the other leads to is read in any case.
    links: ["in/folder", "in/sub/up"],
  });
  // Named, it is read.
  expect(await find("in", "in/folder")).toEqual({
    files: ["in/a.txt", "in/file.txt", "in/sub/b.txt", "in/folder/o.txt"],
    links: ["in/sub/up"],
  });
});

test("a file that is named again, or by another way to its folder, counts once", async () => {
  symlinkSync("in", at("same"));
  const files = ["in/a.txt", "in/sub/b.txt"];
  expect((await find("in", "in/a.txt")).files).toEqual(files);
  expect((await find("in", "in/sub", "in")).files).toEqual(files);
  expect((await find("in", "same", "same/a.txt")).files).toEqual(files);
  expect((await find("in/a.txt", "in")).files).toEqual(files);
  // Two files with the same text are two.
  symlinkSync("a.txt", at("in/copy.txt"));
  expect((await find("in")).files).toEqual(["in/a.txt", "in/copy.txt", "in/sub/b.txt"]);
});

test("a job reads each file once, and lists the links that it did not follow", async () => {
  symlinkSync(".", at("in/loop"));
  symlinkSync("../other", at("in/folder"));
  const job = { inputs: [at("in"), at("in/a.txt")], output: at("out"), tokenizer: { encoding: "gpt2" } } as const;
  const expected = { done: true, documents: 2, linksToFolders: [at("in/folder")] };
  expect(await prepare(job)).toMatchObject(expected);
  expect(await prepare(job)).toMatchObject(expected);
  expect(await resume(job.output)).toMatchObject(expected);
});

test.each([
  ["nowhere", "nowhere", "ENOENT", "is a link to nowhere, which does not exist: remove the link"],
  ["itself", "broken.txt", "ELOOP", "is a link to broken.txt, which leads back to it: remove the link"],
])("a link to %s is named, before the job begins", async (_, target, reason, message) => {
  symlinkSync(target, at("in/broken.txt"));
  await expect(find("in")).rejects.toMatchObject({
    code: "PREPARE_INPUT_UNREADABLE",
    message: expect.stringContaining(`${at("in/broken.txt")} ${message}`),
    fields: { path: at("in/broken.txt"), reason },
  });
});

test("a folder that has only links to folders says what to do", async () => {
  mkdirSync(at("links"));
  symlinkSync("../other", at("links/o"));
  await expect(find("links")).rejects.toThrow(
    `links to folders, such as ${at("links/o")}, are not followed: name them`,
  );
});

const hasFifos = spawnSync("mkfifo", ["--version"]).status === 0;
test.skipIf(!hasFifos)(
  `a pipe, a socket and a device are refused at once, named or in a folder${skipNote(hasFifos ? undefined : "there is no mkfifo")}`,
  async () => {
    mkdirSync(at("pipes"));
    spawnSync("mkfifo", [at("pipes/pipe.txt")]);
    const server = createServer().listen(at("socket"));
    await new Promise((resolve) => server.once("listening", resolve));
    onTestFinished(() => void server.close());
    const refused = (kind: string): object => ({ code: "PREPARE_INPUT_UNREADABLE", fields: { kind } });
    await expect(find("pipes")).rejects.toMatchObject(refused("a pipe"));
    await expect(find("pipes/pipe.txt")).rejects.toThrow("is a pipe, not a file: inputs are read more than once");
    await expect(find("socket")).rejects.toMatchObject(refused("a socket"));
    await expect(findInputs(["/dev/zero"], at("out"))).rejects.toThrow(
      "/dev/zero is a device, not a file: name a file",
    );
  },
);

const hasByteNames = process.platform === "linux";
test.skipIf(!hasByteNames)(
  `a name that is not UTF-8 is read, kept without loss and shown safely${skipNote(hasByteNames ? undefined : "names are UTF-8 here")}`,
  async () => {
    const name = Buffer.concat([Buffer.from(at("in/caf")), Buffer.of(0xe9, 0x1b), Buffer.from("]0;x.jsonl")]);
    writeFileSync(name, '{"text": "one"}\n{"text": "two"}\n');
    const job = { inputs: [at("in")], output: at("out"), tokenizer: { encoding: "gpt2" }, validation: 0.5 } as const;
    expect(await prepare(job)).toMatchObject({ done: true, documents: 4 });
    expect(await prepare(job)).toMatchObject({ done: true, documents: 4 });
    expect(await verify(job.output)).toMatchObject({ stage: "done", bad: [] });
    writeFileSync(name, '{"text": 5}\n');
    const failing = prepare({ ...job, output: at("other-out") });
    await expect(failing).rejects.toMatchObject({
      code: "PREPARE_INVALID_DOCUMENT",
      message: expect.stringContaining("in/caf\\udce9\\u001b]0;x.jsonl, line 1: the field"),
    });
  },
);

const canLosePermission = process.getuid?.() !== 0;
test.skipIf(!canLosePermission)(
  `a folder below that may not be read is named${skipNote(canLosePermission ? undefined : "root may read all folders")}`,
  async () => {
    chmodSync(at("in/sub"), 0);
    onTestFinished(() => chmodSync(at("in/sub"), 0o700));
    await expect(find("in")).rejects.toThrow(`${at("in/sub")} can't be read: permission is denied`);
  },
);

test("a hidden folder is not looked into", async () => {
  mkdirSync(at("in/.git"));
  symlinkSync("nowhere", at("in/.git/broken"));
  symlinkSync("nowhere", at("in/.broken"));
  expect((await find("in")).files).toEqual(["in/a.txt", "in/sub/b.txt"]);
});
