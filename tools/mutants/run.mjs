/**
 * Mutation testing: changes the program in one small place at a time, and reports the changes that no test notices.
 *
 * Usage: pnpm mutants [PACKAGE...] [--count 300] [--seed 1] [--jobs 2] [--seconds 60] [--enough 600] [--at FILE:LINE] [--list]
 *
 * Works in copies of the workspace, on the built packages as they are. First all tests run with probes in place of the
 * mutants, so that for each mutant those are run alone that come to its place. A mutant is killed where a short test fails or
 * the time limit ends a loop; one that does not build counts as neither. Ends with 1 where a mutant survived. The
 * report is .reports/mutants.json too. `--at` takes the places of a line, or of a file, in place of a sample; `--list`
 * prints the places as JSON and tries none. `--seconds` is what the start of a run of tests may take, on a busy machine;
 * after `--enough` seconds of tests, the quickest first, a mutant counts as a survivor.
 */
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measure, putProbes, reachOf, removeProbes } from "./baseline.mjs";
import { readEquivalent } from "./equivalent.mjs";
import { killAll } from "./run-limited.mjs";
import { mutantsOfPackage, sampleMutants } from "./sample.mjs";
import { makeScratch, removeScratch } from "./scratch.mjs";
import { importGraph, testsOf } from "./tests-of.mjs";
import { tryMutant } from "./try-mutant.mjs";
import { packagesOf } from "./workspace-files.mjs";

/** Test files that are measured in one process. */
const TESTS_OF_A_PART = 12;

const root = realpathSync(process.cwd());
const { positionals, values } = readArguments();
const [count, seed, jobs, start, enough] = ["count", "seed", "jobs", "seconds", "enough"].map((name) =>
  Number(values[name]),
);
const packages = readPackages();
const equivalent = readEquivalent(root);

const drawn = drawMutants();
const mutants = drawn.filter((mutant) => !equivalent.has(mutant));
if (values.list) console.log(JSON.stringify(mutants, undefined, 2));
else await main();

function readPackages() {
  try {
    return packagesOf(root, positionals);
  } catch (error) {
    return fail(error.message);
  }
}

function drawMutants() {
  if (values.at === undefined) return sampleMutants(root, packages, count, seed);
  const [atFile, atLine] = values.at.split(":");
  const isMeant = ({ file, line }) => file === atFile && (atLine === undefined || line === Number(atLine));
  const found = packages.flatMap((room) => mutantsOfPackage(root, room)).filter(isMeant);
  if (found.length === 0) fail(`--at ${values.at} has no place that can be changed.`);
  return found;
}

async function main() {
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), "windrow-mutants-")));
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.on(signal, () => {
      killAll();
      removeScratch(scratch);
      process.exit(130);
    });
  }
  try {
    await tryAll(scratch);
  } finally {
    removeScratch(scratch);
  }
}

async function tryAll(scratch) {
  const known = drawn.length - mutants.length;
  // One stays as it is: the checkout may be edited meanwhile.
  const { folder: pristine } = makeScratch(root, join(scratch, "pristine"));
  const rooms = packages.filter(({ folder }) => mutants.some((mutant) => mutant.folder === folder));
  const { copies, seconds, mayNotice } = await measureAll(scratch, pristine, rooms);
  const graph = importGraph(pristine);
  const results = [];
  const queue = [...mutants];
  const work = async (copy) => {
    for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
      const room = rooms.find(({ folder }) => folder === mutant.folder);
      const began = performance.now();
      const related = testsOf(graph, room, mutant.file, seconds, (test) => mayNotice(test, mutant));
      const result = {
        ...mutant,
        ...(await tryMutant(pristine, copy, mutant, room, related, seconds, { start, enough })),
      };
      results.push(result);
      show(result, results.length, mutants.length, (performance.now() - began) / 1000);
      write({ seed, known, results });
    }
  };
  await Promise.all(copies.map(work));
  summarise(results, known);
}

/** Runs all tests with probes, and those that fail once more without; one that fails again is left out, and it is said why. */
async function measureAll(scratch, pristine, rooms) {
  const notes = join(scratch, "notes");
  const probed = makeScratch(pristine, join(scratch, "0"));
  const probeOf = await putProbes(probed, rooms, mutants, notes);
  const copies = [probed];
  while (copies.length < jobs) copies.push(makeScratch(probed.folder, join(scratch, String(copies.length))));
  const seconds = new Map();
  const first = await measureEach(copies, rooms, seconds);
  const mayNotice = reachOf(notes, probeOf, new Set(seconds.keys()));
  for (const copy of copies) removeProbes(pristine, copy, rooms, mutants);
  const again = rooms.map((room) => ({
    ...room,
    tests: first.filter(({ name }) => name === room.name).map(({ test }) => test),
  }));
  const failing = await measureEach(
    copies,
    again.filter(({ tests }) => tests.length > 0),
    seconds,
  );
  for (const { test, why } of failing) {
    console.log(`left out, for it fails as things are: ${test}`);
    console.log(why.replaceAll(/^/gm, "  "));
  }
  for (const { name, tests } of rooms) {
    if (!tests.some((test) => seconds.has(test))) throw new Error(`No test of ${name} passes; is it built?`);
  }
  return { copies, seconds, mayNotice };
}

/** Each package in whichever copy is free, some test files at a time, so that the largest does not end long after the others. */
async function measureEach(copies, rooms, seconds) {
  const failing = [];
  const unmeasured = rooms.flatMap(inParts);
  const measureNext = async (copy) => {
    for (let room = unmeasured.shift(); room !== undefined; room = unmeasured.shift())
      failing.push(...(await measure(copy, room, seconds)));
  };
  await Promise.all(copies.map(measureNext));
  return failing;
}

function inParts({ tests, ...room }) {
  const parts = [];
  for (let i = 0; i < tests.length; i += TESTS_OF_A_PART)
    parts.push({ ...room, tests: tests.slice(i, i + TESTS_OF_A_PART) });
  return parts;
}

function show({ outcome, by, left, file, line, before, after }, done, total, seconds) {
  console.log(
    `${done}/${total} ${outcome}${by === undefined ? "" : ` by ${by}`}${left === undefined ? "" : ` (${left} slower tests were not run)`}, ${seconds.toFixed(1)} s: ${file}:${line}`,
  );
  if (outcome === "killed") return;
  console.log(before.replaceAll(/^/gm, "  - "));
  console.log(after.replaceAll(/^/gm, "  + "));
}

function write(report) {
  mkdirSync(join(root, ".reports"), { recursive: true });
  writeFileSync(join(root, ".reports/mutants.json"), JSON.stringify(report, undefined, 2));
}

function summarise(results, known) {
  const number = (...outcomes) => results.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const survived = number("survived", "untested");
  const notRun = number("did not run");
  const listed = packages.flatMap((room) => mutantsOfPackage(root, room));
  for (const { file, before } of equivalent.stale(packages, listed)) {
    console.log(`equivalent.json has an entry that fits nothing any more: ${file}: ${before}`);
  }
  write({ seed, known, results });
  console.log(
    `${results.length} tried: ${number("killed")} killed, ${number("timed out")} timed out, ${number("does not build")} did not build, ${survived} survived${notRun === 0 ? "" : `, ${notRun} did not run`}; ${known} known to be equivalent were not tried.`,
  );
  process.exitCode = survived + notRun === 0 ? 0 : 1;
}

function readArguments() {
  const options = {
    count: { type: "string", default: "300" },
    seed: { type: "string", default: "1" },
    jobs: { type: "string", default: "2" },
    seconds: { type: "string", default: "60" },
    enough: { type: "string", default: "600" },
    list: { type: "boolean", default: false },
    at: { type: "string" },
  };
  let parsed;
  try {
    parsed = parseArgs({ allowPositionals: true, options });
  } catch (error) {
    fail(error.message);
  }
  for (const name of ["count", "seed", "jobs", "seconds", "enough"]) {
    const value = parsed.values[name];
    if (/^\d{1,9}$/.test(value) && (name === "seed" || Number(value) > 0)) continue;
    fail(`--${name} must be a whole number${name === "seed" ? "" : " of at least 1"}, not "${value}".`);
  }
  return parsed;
}

function fail(why) {
  console.error(why);
  console.error(
    "Usage: pnpm mutants [PACKAGE...] [--count N] [--seed N] [--jobs N] [--seconds N] [--enough N] [--at FILE:LINE] [--list]",
  );
  process.exit(2);
}
