/**
 * What installing a package for one encoding puts on the disk, with its dependencies and with the
 * files that it reads and does not bring, in MB. Ours is what would be published.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { ratioGoals } from "../../cases.mjs";
import { candidatesFor } from "../candidates.mjs";

const root = join(import.meta.dirname, "../..");

export const install = {
  question: "How large is an installed package with one encoding, its dependencies included?",
  async *run({ encodings, ...plan }) {
    for (const encoding of encodings) {
      const { candidates: all, notRun } = await candidatesFor(encoding, plan, notInstalled);
      const candidates = all.map((candidate) => {
        const megabytes = installedBytes(candidate, encoding) / 1e6;
        const one = { candidate: candidate.label, kind: candidate.kind, median: megabytes };
        return { ...one, min: megabytes, max: megabytes, rounds: 1 };
      });
      yield { label: encoding, unit: "MB", candidates, notRun, goals: ratioGoals({ candidates }, {}) };
    }
  },
};

function notInstalled({ kind }) {
  if (kind === "twin") return "the same package";
  return kind === "python" ? "not of npm" : undefined;
}

function installedBytes({ packages, files = () => [] }, encoding) {
  const folders = new Set();
  for (const name of packages(encoding)) addPackage(join(root, "node_modules", name), folders);
  const packed = [...folders].reduce((sum, folder) => sum + packageBytes(folder), 0);
  return files(encoding).reduce((sum, file) => sum + statSync(file).size, packed);
}

/** A package's folder, and those of its dependencies, wherever they are found from there. */
function addPackage(link, folders) {
  const folder = realpathSync(link);
  if (folders.has(folder)) return;
  folders.add(folder);
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  for (const name of Object.keys(dependencies)) addPackage(resolvedFrom(folder, name), folders);
}

function resolvedFrom(folder, name) {
  for (let at = folder; at !== dirname(at); at = dirname(at)) {
    const link = join(at, "node_modules", name);
    if (existsSync(link)) return link;
  }
  throw new Error(`${folder} depends on ${name}, which is not installed.`);
}

function packageBytes(folder) {
  // A folder of this repository has more in it than is published.
  return folder.split("/").includes("node_modules") ? folderBytes(folder) : packedBytes(folder);
}

function folderBytes(folder) {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    if (entry.name === "node_modules") return sum;
    const path = join(folder, entry.name);
    return sum + (entry.isDirectory() ? folderBytes(path) : statSync(path).size);
  }, 0);
}

function packedBytes(folder) {
  const options = { cwd: folder, encoding: "utf8", shell: process.platform === "win32" };
  const [{ unpackedSize }] = JSON.parse(
    execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], options),
  );
  return unpackedSize;
}
