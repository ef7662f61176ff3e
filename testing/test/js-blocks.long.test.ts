/**
 * Every ```js block of a README is run, with what it takes for granted put before it: a job, a dataset of the
 * reader's own, a Redis. (Blocks that need nothing are ```ts, and readme.test.ts runs them.)
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { skipNote } from "@windrow/testing";
import { noRedis, startRedis } from "@windrow/testing/redis";
import { expect, onTestFinished, test } from "vitest";
import { roomsOf } from "../../tools/rooms.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const blocks = roomsOf(root).flatMap((room) => {
  const readme = readFileSync(join(root, room, "README.md"), "utf8");
  return [...readme.matchAll(/^```js\n(.*?)^```/gms)].map((match) => ({ room, code: match[1]! }));
});

/** The one block of a room that has these words. */
function blockWith(room: string, words: string): string {
  const found = blocks.filter((block) => block.room === room && block.code.includes(words));
  if (found.length !== 1) throw new Error(`${found.length} blocks of ${room} have ${words}`);
  return found[0]!.code;
}

/** A folder within a room, where its code finds its own package, with forty texts in it. */
function folderIn(room: string): string {
  const folder = mkdtempSync(join(root, room, ".readme-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "texts"));
  for (let i = 0; i < 40; i++) writeFileSync(join(folder, `texts/${i + 10}.txt`), `Row ${i} is raked.`);
  return folder;
}

function start(folder: string, name: string, code: string, env: NodeJS.ProcessEnv = {}) {
  writeFileSync(join(folder, name), code);
  const child = spawn(process.execPath, [name], { cwd: folder, env: { ...process.env, ...env } });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk) => (stdout += chunk));
  child.stderr.on("data", (chunk) => (stderr += chunk));
  const ended = new Promise((resolve) => child.on("close", (status) => resolve({ status, stdout, stderr })));
  onTestFinished(() => void child.kill("SIGKILL"));
  return { child, ended };
}

test("these are all the blocks there are", () => {
  expect(blocks.map(({ room }) => room)).toEqual(["packages/dataset", ...Array(3).fill("packages/prepare")]);
});

test("dataset: workers that open a dataset of their own", async () => {
  const folder = folderIn("packages/dataset");
  const module = `
import { readdirSync, readFileSync } from "node:fs";
export function makeDataset({ path }) {
  const names = readdirSync(path).sort();
  return { length: names.length, get: (index) => readFileSync(path + "/" + names[index], "utf8") };
}
export const makeCollate = () => (texts) => texts.length + " texts, the first: " + texts[0];
`;
  writeFileSync(join(folder, "my-dataset.js"), module);
  const before = `
import { DataLoader } from "@windrow/dataset";
import { makeCollate, makeDataset } from "./my-dataset.js";
const dataset = makeDataset({ path: "texts" });
const collate = makeCollate();
`;
  const after = "for await (const batch of loader) console.log(batch);";
  const { ended } = start(folder, "block.js", before + blockWith("packages/dataset", "workerCollate") + after);
  const stdout = "32 texts, the first: Row 0 is raked.\n8 texts, the first: Row 32 is raked.\n";
  expect(await ended).toEqual({ status: 0, stdout, stderr: "" });
});

test("prepare: one rank of sixteen, as a scheduler says it", async () => {
  const folder = folderIn("packages/prepare");
  const before = `
import { status } from "@windrow/prepare";
const job = { inputs: ["texts"], output: "out", tokenizer: { encoding: "gpt2" } };
`;
  const after = "const { stage, documents } = await status(job.output);\nconsole.log(stage, documents);";
  const code = before + blockWith("packages/prepare", "rankFromEnvironment") + after;
  // A job of one unit, which is rank 0's.
  const { ended } = start(folder, "block.js", code, { JOB_COMPLETION_INDEX: "0" });
  expect(await ended).toEqual({ status: 0, stdout: "done 40\n", stderr: "" });
});

test.skipIf(noRedis !== undefined)(`prepare: a queue and a worker${skipNote(noRedis)}`, async () => {
  const folder = folderIn("packages/prepare");
  mkdirSync(join(folder, "redis"));
  const redis = await startRedis(join(folder, "redis"), ["--maxmemory-policy", "noeviction"]);
  onTestFinished(() => redis.stop());
  const here = (code: string): string =>
    code.replaceAll("redis://redis.internal:6379", redis.url).replaceAll("/shared/", `${folder}/`);

  const worker = start(folder, "worker.js", here(blockWith("packages/prepare", "startWorker")));
  const queue = start(folder, "queue.js", here(blockWith("packages/prepare", "enqueue")));
  expect(await queue.ended).toEqual({ status: 0, stdout: "", stderr: "" });
  expect(JSON.parse(readFileSync(join(folder, "out/manifest.json"), "utf8"))).toHaveProperty("shards.length", 1);
  worker.child.kill("SIGTERM");
  expect(await worker.ended).toEqual({ status: 0, stdout: "", stderr: "" });
});
