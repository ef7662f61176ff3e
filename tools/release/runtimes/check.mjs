/**
 * @windrow/tokenizer-bpe as it is published, in every runtime that it is meant for: the ids of texts, compared with
 * tiktoken's, and which of its two engines makes them. What can't be had on this machine is listed, and is not a failure.
 *
 * Usage: pnpm runtimes [NAME...]      such as node@20, deno, chromium, workerd; by default all
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browsers } from "./in-chromium.mjs";
import { processes } from "./in-process.mjs";
import { workers } from "./in-workerd.mjs";
import { installPrograms } from "./programs.mjs";
import { readTexts } from "./texts.mjs";

const all = [...processes, ...browsers, ...workers];
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !all.some(({ label }) => label === name));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(", ")}. Known: ${all.map(({ label }) => label).join(", ")}.`);
  process.exit(2);
}

const scratch = mkdtempSync(join(tmpdir(), "windrow-runtimes-"));
const programs = join(scratch, "programs");
const absent = [];
try {
  const { texts, expected } = await readTexts();
  await installPrograms(programs, texts);
  console.log(`gpt2, cl100k_base and o200k_base over ${Object.keys(texts).join(", ")}`);
  for (const runtime of all.filter(({ label }) => wanted.length === 0 || wanted.includes(label)))
    await check(runtime, expected);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
for (const line of absent) console.log(`not tried: ${line}`);
// Chromium and workerd may leave handles behind.
process.exit();

async function check(runtime, expected) {
  let opened;
  try {
    opened = await runtime.open(programs, scratch);
  } catch (error) {
    absent.push(`${runtime.label} (${error.message.split("\n")[0]})`);
    return;
  }
  try {
    const faults = faultsOf(await opened.ask(), runtime.expected, expected);
    report(opened.name, runtime.expected, faults);
  } catch (error) {
    report(opened.name, runtime.expected, [error.message]);
  } finally {
    await opened.close?.();
  }
}

/** What is not as it should be. */
function faultsOf({ engines, failures, digests }, engine, expected) {
  const faults = [...failures];
  if (engines.join() !== engine) faults.push(`the engine is ${engines.join(" and ")}`);
  for (const [encoding, ofTexts] of Object.entries(digests)) {
    for (const [text, sha256] of Object.entries(ofTexts))
      if (sha256 !== expected[encoding][text].sha256_i32le) faults.push(`${encoding}: other ids for ${text}`);
  }
  return faults;
}

function report(name, engine, faults) {
  console.log(
    `${name.padEnd(58)} ${engine.padEnd(11)} ${faults.length === 0 ? "ids are tiktoken's" : faults.join("; ")}`,
  );
  if (faults.length > 0) process.exitCode = 1;
}
