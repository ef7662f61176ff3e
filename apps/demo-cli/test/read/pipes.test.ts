/** What is read beside files: pipes as `cat` reads them; devices, sockets and folders are refused at once. */
import { spawn, spawnSync } from "node:child_process";
import { createWriteStream, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { skipNote } from "@windrow/testing";
import { expect, onTestFinished, test } from "vitest";
import { runCli } from "../helpers/run-cli.ts";
import { scratchFolder } from "../helpers/scratch-folder.ts";
import { MAIN, plainEnvironment, spawnCli } from "../helpers/spawn-cli.ts";

const scratch = scratchFolder();
const noFifos = spawnSync("mkfifo", ["--version"]).status === 0 ? undefined : "there is no mkfifo";
const noBash = spawnSync("bash", ["-c", "cat <(printf a)"]).stdout?.toString() === "a" ? undefined : "there is no bash";
const noDevices = process.platform === "linux" ? undefined : "/dev/zero and others are those of Linux";

function makePipe(name: string): string {
  const path = scratch.path(name);
  spawnSync("mkfifo", [path]);
  return path;
}

const TEXT = "Rake it, she said. ".repeat(20_000);

test.skipIf(noFifos !== undefined)(
  `a named pipe is read to its end, by commands that stream and by those that need a whole text${skipNote(noFifos)}`,
  async () => {
    const file = await scratch.write("text.txt", TEXT);
    for (const command of ["count", "tokenize", "compare"]) {
      const pipe = makePipe(`${command}.pipe`);
      const running = runCli([command, pipe, "--json"]);
      createWriteStream(pipe).end(TEXT);
      const { code, stdout } = await running;
      const expected = (await runCli([command, file, "--json"])).stdout;
      expect([code, stdout.replaceAll(pipe, "TEXT")]).toEqual([0, expected.replaceAll(file, "TEXT")]);
    }
  },
);

test.skipIf(noBash !== undefined)(`what a shell has in place of a file${skipNote(noBash)}`, () => {
  const run = (command: string): string =>
    spawnSync("bash", ["-c", command, "bash", process.execPath, MAIN], { env: plainEnvironment() }).stdout.toString();
  expect(JSON.parse(run(`"$1" "$2" count <(printf "Rake it") <(:) --json`))).toMatchObject({
    files: [{ tokens: 3 }, { tokens: 0 }],
    failed: [],
  });
  expect(run(`printf "Rake it" | "$1" "$2" tokenize /dev/stdin --ids -e gpt2`)).toBe("49 539 340\n");
});

test.each(["windows", "count"])(
  "what is binary is refused by %s though a pipe brings its first bytes one by one",
  (command) => {
    // A PDF's first bytes are UTF-8.
    const shell = `(printf %%; sleep 0.3; printf 'PDF-1.7 and some hay') | "$1" "$2" ${command} -`;
    const { status, stderr } = spawnSync("bash", ["-c", shell, "bash", process.execPath, MAIN], {
      env: plainEnvironment(),
      encoding: "utf8",
    });
    expect(stderr).toContain("is binary");
    expect(status).toBe(1);
  },
);

test.skipIf(noFifos !== undefined)(
  `a pipe that nobody writes to is waited for, and Ctrl-C ends that${skipNote(noFifos)}`,
  async () => {
    for (const command of ["count", "tokenize"]) {
      const child = spawn(process.execPath, [MAIN, command, makePipe(`${command}-idle.pipe`)], { stdio: "ignore" });
      onTestFinished(() => void child.kill("SIGKILL"));
      const ended = new Promise((resolve) => child.on("close", resolve));
      // Long enough for it to have opened the pipe.
      const first = await Promise.race([ended, new Promise((resolve) => setTimeout(() => resolve("waits"), 3000))]);
      expect(first).toBe("waits");
      child.kill("SIGINT");
      expect(await ended).toBe(130);
    }
  },
);

test.skipIf(noDevices !== undefined)(`devices, sockets and folders${skipNote(noDevices)}`, async () => {
  const socket = scratch.path("socket");
  const server = createServer().listen(socket);
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => void server.close());
  const zero = await scratch.write("link-target", "");
  symlinkSync("/dev/zero", `${zero}.txt`);
  for (const command of ["count", "tokenize", "compare", "windows", "embed"]) {
    const refused = async (path: string): Promise<string> => {
      const { code, stdout, stderr } = await runCli([command, path]);
      expect([command, code, stdout]).toEqual([command, 1, ""]);
      return stderr;
    };
    expect(await refused("/dev/zero")).toContain("cannot read /dev/zero: it is a device, not a file.");
    expect(await refused(`${zero}.txt`)).toContain("it is a device, not a file.");
    expect(await refused(socket)).toContain("it is a socket, not a file.");
    // `count` counts what is in it.
    if (command !== "count") expect(await refused(scratch.path("."))).toContain("it is a directory.");
  }
  const { code, stderr } = await runCli(["count", "--text", "a", "--vocab", "/dev/zero"]);
  expect([code, stderr]).toEqual([1, expect.stringContaining("cannot read /dev/zero: it is a device")]);
  // No bytes at all.
  expect(JSON.parse((await runCli(["count", "/dev/null", "--json"])).stdout)).toMatchObject({ total: { bytes: 0 } });
});

test.skipIf(noDevices !== undefined)(`a pipe of zeros ends with its first bytes${skipNote(noDevices)}`, async () => {
  const zeros = spawn("cat", ["/dev/zero"], { stdio: ["ignore", "pipe", "ignore"] });
  onTestFinished(() => void zeros.kill());
  const { code, stderr } = await spawnCli(["tokenize", "-"], {
    onStart: ({ stdin }) => void zeros.stdout.on("error", () => {}).pipe(stdin!),
  });
  expect([code, stderr]).toEqual([1, expect.stringContaining("standard input: it is binary (byte 0 is 0x00)")]);
});

test("standard input under two of its names", async () => {
  for (const names of [
    ["-", "/dev/stdin"],
    ["/dev/stdin", "/proc/self/fd/0"],
  ])
    expect((await runCli(["count", ...names])).stderr).toContain("standard input (-) is named twice");
});

test("a whole text that is too long is refused before it is read", async () => {
  const { readWholeBytes } = await import("../../src/read/whole-bytes.ts");
  const path = await scratch.write("eleven.txt", "eleven byte");
  expect((await readWholeBytes(path, 11)).toString()).toBe("eleven byte");
  await expect(readWholeBytes(path, 10)).rejects.toThrow(/eleven\.txt: it has 11 bytes, but at most 10 are read/);
  writeFileSync(path, "");
  expect(await readWholeBytes(path, 10)).toHaveLength(0);
});
