/** A vocabulary and what is beside it is a file: a pipe or a device is refused at once, never waited for. Texts: test/read/pipes.test.ts. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { skipNote } from "@windrow/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../helpers/run-cli.ts";
import { scratchFolder } from "../helpers/scratch-folder.ts";

const scratch = scratchFolder();
const missing = [
  existsSync("/dev/zero") ? undefined : "there is no /dev/zero",
  spawnSync("mkfifo", ["--version"]).status === 0 ? undefined : "there is no mkfifo",
].find((reason) => reason !== undefined);

describe.skipIf(missing !== undefined)(`pipes and devices${skipNote(missing)}`, () => {
  let pipe: string;
  beforeAll(() => {
    pipe = scratch.path("pipe.tiktoken");
    expect(spawnSync("mkfifo", [pipe]).status).toBe(0);
    expect(spawnSync("mkfifo", [scratch.path("ranks.tiktoken.json")]).status).toBe(0);
    expect(spawnSync("mkfifo", [scratch.path("own.tiktoken.training")]).status).toBe(0);
  });
  const page = (): string[] => ["-o", scratch.path("page.html")];
  const refused = async (args: readonly string[], what: RegExp): Promise<void> => {
    const { code, stdout, stderr } = await runCli(args);
    expect([args[0], code, stdout, stderr]).toEqual([args[0], 1, "", expect.stringMatching(what)]);
  };

  test("standard input as a vocabulary, which has no name that says its format", () =>
    refused(["count", "--text", "hay", "--vocab", "-"], /--vocab takes a file, whose name says its format/));

  test("as a vocabulary, its description, a training to go on with", async () => {
    const text = await scratch.write("a.txt", "hay");
    for (const [vocab, kind] of [
      [pipe, "a pipe"],
      ["/dev/zero", "a device"],
    ] as const) {
      for (const command of ["tokenize", "count", "compare", "windows", "batches", "embed"])
        await refused([command, text, "--vocab", vocab], new RegExp(`it is ${kind}, not a file`));
      await refused(["inspect", "1", "--vocab", vocab], new RegExp(`it is ${kind}, not a file`));
      await refused(["report", text, ...page(), "--vocab", vocab], new RegExp(`it is ${kind}, not a file`));
      await refused(["prepare", text, "-o", scratch.path("o"), "--vocab", vocab], new RegExp(`it is ${kind}, not`));
    }
    const ranks = await scratch.write("ranks.tiktoken", "IQ== 0\n");
    await refused(["count", text, "--vocab", ranks], /ranks\.tiktoken\.json: it is a pipe, not a file/);
    const training = ["train", text, "--vocab-size", "257", "-o", scratch.path("own.tiktoken"), "--resume"];
    await refused(training, /own\.tiktoken\.training: it is a pipe, not a file/);
  });
});
