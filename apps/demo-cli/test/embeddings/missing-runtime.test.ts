/** Where onnxruntime-node is not installed: commands go as far as they can, and print the line to type. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { installLine } from "../../src/embeddings/missing-runtime.ts";
import { scratchFolder } from "../helpers/scratch-folder.ts";
import { type Spawned, spawnCli } from "../helpers/spawn-cli.ts";

const scratch = scratchFolder();

/** A process in which Node does not find it. */
const HOOKS = `export async function resolve(name, context, next) {
  if (name !== "onnxruntime-node") return next(name, context);
  throw Object.assign(new Error("Cannot find package 'onnxruntime-node'"), { code: "ERR_MODULE_NOT_FOUND" });
}`;
const asUrl = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`;
const REGISTER = `import { register } from "node:module"; register(${JSON.stringify(asUrl(HOOKS))});`;
const LINE = "Type: npm install onnxruntime-node";

function withoutRuntime(...args: string[]): Promise<Spawned> {
  return spawnCli(args, { nodeOptions: ["--import", asUrl(REGISTER)] });
}

test("demo goes to the batches", async () => {
  const { code, stdout, stderr } = await withoutRuntime("demo");
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/\n6 .*\n7 {2}Embeddings\n/s);
  expect(stdout.replaceAll(/\s+/g, " ")).toContain(`Embeddings need onnxruntime-node, which is not installed. ${LINE}`);
  expect(stdout).not.toContain("8  What a model reads");
});

test("demo --json has all but the embeddings, and says why", async () => {
  const { code, stdout } = await withoutRuntime("demo", "--json");
  expect(code).toBe(0);
  const without = JSON.parse(stdout) as Record<string, unknown>;
  const {
    embeddings: _all,
    notes,
    ...others
  } = JSON.parse((await spawnCli(["demo", "--json"])).stdout) as typeof without;
  expect(without).toEqual({
    ...others,
    embeddings: null,
    notes: [...(notes as string[]), expect.stringContaining(LINE)],
  });
});

test("embed can't do without", async () => {
  expect(await withoutRuntime("embed", "--text", "hay")).toEqual({
    code: 1,
    stdout: "",
    stderr: `windrow: Embeddings need onnxruntime-node, which is not installed. ${LINE}\n`,
  });
});

test("report makes a page without them", async () => {
  const page = scratch.path("page.html");
  const { code, stdout } = await withoutRuntime("report", "--text", "hay hay rake and rake", "-o", page);
  expect([code, stdout]).toEqual([0, expect.stringContaining(LINE)]);
  expect(readFileSync(page, "utf8")).not.toContain('"contextLength"');
});

describe("the line to type fits the installation", () => {
  test.each([
    ["/home/a/app/node_modules/windrow/dist/main.js", "npm install onnxruntime-node"],
    ["/home/a/.npm/_npx/3f/node_modules/windrow/dist/main.js", "npx -p windrow -p onnxruntime-node windrow ..."],
    ["/usr/lib/node_modules/windrow/dist/main.js", "npm install -g onnxruntime-node"],
    ["C:\\Users\\a\\AppData\\Roaming\\npm\\node_modules\\windrow\\dist\\main.js", "npm install -g onnxruntime-node"],
    ["/home/a/.local/share/pnpm/global/5/node_modules/windrow/dist/main.js", "pnpm add -g onnxruntime-node"],
  ])("%s", (place, line) => expect(installLine(place)).toBe(line));
});
