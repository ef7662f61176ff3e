/** onnxruntime-node's telemetry: a file of an identifier and a queue of events, below the home directory. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "windrow-home-"));
});
afterEach(() => rmSync(home, { recursive: true }));

const program = (options: string): string => `
  const { Embedding } = await import(process.argv[1]);
  const words = await Embedding.create({ numEmbeddings: 3, embeddingDim: 2, seed: 1${options} });
  await words.forward([1]);
  await words.dispose();
  console.log(process.env.ORT_DISABLE_TELEMETRY);`;

/** Runs it with an environment of its own: one of CI turns telemetry off by itself. */
function run(code: string, variables: Readonly<Record<string, string>> = {}): { said: string; files: string[] } {
  const args = ["--input-type=module", "-e", code, "--", new URL("../dist/index.js", import.meta.url).href];
  const env = { HOME: home, USERPROFILE: home, ...variables };
  const { stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: "utf8" });
  return { said: stdout.trim() + stderr, files: readdirSync(home, { recursive: true }).map(String) };
}

test.each(["", ", worker: true"])("an embedding%s leaves nothing in the home directory", (options) => {
  expect(run(program(options))).toEqual({ said: "1", files: [] });
});

test("whoever wants it has it", () => {
  expect(run(program(""), { ORT_DISABLE_TELEMETRY: "0" }).said).toBe("0");
});
