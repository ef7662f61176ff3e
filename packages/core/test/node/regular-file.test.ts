/** What is not a file is refused at once: a test that hangs here is one that fails. */
import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { NotARegularFileError, openRegularFile, openRegularFileSync } from "../../src/node/index.ts";

const folder = mkdtempSync(join(tmpdir(), "windrow-regular-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, "file");
writeFileSync(file, "hay");

test("a file is opened to be read", async () => {
  const handle = await openRegularFile(file);
  expect(await handle.readFile("utf8")).toBe("hay");
  await handle.close();
  closeSync(openRegularFileSync(Buffer.from(file)));
});

async function expectRefused(path: string, kind: string): Promise<void> {
  const expected = expect.objectContaining({ code: "NOT_A_REGULAR_FILE", path, kind });
  await expect(openRegularFile(path)).rejects.toThrow(expected);
  expect(() => openRegularFileSync(path)).toThrow(NotARegularFileError);
  expect(() => openRegularFileSync(path)).toThrow(expected);
}

test("a folder is refused", async () => {
  mkdirSync(join(folder, "folder"));
  await expectRefused(join(folder, "folder"), "a folder");
});

const hasPipes = process.platform !== "win32";

test.runIf(hasPipes)("a named pipe that nobody writes to is refused, not waited for", async () => {
  const pipe = join(folder, "pipe");
  expect(spawnSync("mkfifo", [pipe]).status).toBe(0);
  await expectRefused(pipe, "a pipe");
});

test.runIf(hasPipes)(
  "modules are found after a pipe was looked at: Node 20 keeps the last status, and believes it",
  () => {
    const pipe = join(folder, "pipe-before");
    expect(spawnSync("mkfifo", [pipe]).status).toBe(0);
    mkdirSync(join(folder, "real/inner"), { recursive: true });
    symlinkSync(join(folder, "real"), join(folder, "link"));
    symlinkSync("inner", join(folder, "real/another"));
    writeFileSync(join(folder, "real/inner/module.cjs"), "module.exports = 1;");
    // In a process of its own: whatever asks for a status in between would hide it.
    const program = `
      import { createRequire } from "node:module";
      import { openRegularFileSync } from ${JSON.stringify(new URL("../../dist/node/index.js", import.meta.url).href)};
      const { resolve } = createRequire(process.argv[2]);
      resolve(process.argv[2]);
      try { openRegularFileSync(process.argv[1]); } catch {}
      console.log(resolve(process.argv[3]));`;
    const path = join(folder, "link/another/module.cjs");
    const args = ["--input-type=module", "-e", program, pipe, join(folder, "real/inner/module.cjs"), path];
    const { stdout } = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect(stdout.trim()).toBe(realpathSync.native(path));
  },
);

test.runIf(hasPipes)("a device is refused", () => expectRefused("/dev/zero", "a device"));

test.runIf(hasPipes)("a socket is refused", async () => {
  const path = join(folder, "socket");
  const server = createServer().listen(path);
  await new Promise((resolve) => server.on("listening", resolve));
  await expectRefused(path, "a socket or a device");
  server.close();
});

test("the system's own error is left as it is", async () => {
  await expect(openRegularFile(join(folder, "none"))).rejects.toMatchObject({ code: "ENOENT" });
  expect(() => openRegularFileSync(join(folder, "none"))).toThrow(expect.objectContaining({ code: "ENOENT" }));
});
