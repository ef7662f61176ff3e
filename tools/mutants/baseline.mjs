/** The tests as they are, without any mutant: how long each file takes, and which mutants' places it comes to. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readNotes, withProbes } from "./probes.mjs";
import { restoreBuild } from "./scratch.mjs";
import { builds, runTests } from "./try-mutant.mjs";

/** For a package's short tests, all in one process. */
const MAX_SECONDS = 1800;

/**
 * Puts probes into a copy of the workspace and builds it.
 * @param {string} notes a folder for what the probes write
 * @returns {Promise<Map<object, string | undefined>>} by mutant, the name of its probe
 */
export async function putProbes(copy, rooms, mutants, notes) {
  mkdirSync(notes);
  const probeOf = new Map();
  for (const file of sourcesOf(mutants)) {
    const path = join(copy.folder, file);
    const own = mutants.filter((mutant) => mutant.file === file);
    const prefix = file.replaceAll("/", "+");
    const { text, probes } = withProbes(file, readFileSync(path, "utf8"), own, prefix, notes);
    writeFileSync(path, text);
    own.forEach((mutant, i) => probeOf.set(mutant, probes[i]));
  }
  for (const room of rooms) {
    if (room.build === undefined || (await builds(copy, room))) continue;
    throw new Error(`${room.name} does not build with probes.`);
  }
  return probeOf;
}

/** Takes the probes out again. */
export function removeProbes(pristine, copy, rooms, mutants) {
  for (const file of sourcesOf(mutants)) writeFileSync(join(copy.folder, file), readFileSync(join(pristine, file)));
  for (const { folder } of rooms) restoreBuild(pristine, copy, folder);
}

function sourcesOf(mutants) {
  return new Set(mutants.map(({ file }) => file));
}

/**
 * Measures a package's test files; those that fail are returned.
 * @param {Map<string, number>} seconds by test file, which is added to
 */
export async function measure(copy, { name, tests }, seconds) {
  const last = await runTests(copy, tests, MAX_SECONDS, 0);
  for (const { name: path, status, startTime, endTime } of last.files) {
    const test = tests.find((known) => path.endsWith(`/${known}`));
    if (status === "passed") seconds.set(test, (endTime - startTime) / 1000);
  }
  const failing = tests.filter((test) => !seconds.has(test));
  return failing.map((test) => ({ name, test, why: whyFailed(last, test) }));
}

/** The first failure of a test file, as far as Vitest said one. */
function whyFailed({ files, isTimeout }, test) {
  const file = files.find(({ name: path }) => path.endsWith(`/${test}`));
  if (file === undefined) return isTimeout ? "the time limit ended it" : "it did not run";
  const failed = file.assertionResults.find(({ status }) => status === "failed");
  if (failed === undefined) return file.message;
  return `${failed.fullName}: ${failed.failureMessages.join("\n")}`.slice(0, 1000);
}

/**
 * @param {ReadonlySet<string>} complete tests that passed with the probes, and so came to all that they come to
 * @returns {(test: string, mutant: object) => boolean} whether a test may notice a mutant
 */
export function reachOf(notes, probeOf, complete) {
  const came = readNotes(notes);
  return (test, mutant) => {
    const probe = probeOf.get(mutant);
    return probe === undefined || !complete.has(test) || came(test, probe);
  };
}
