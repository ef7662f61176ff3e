/** What every benchmark prints and writes: the machine, the median with its spread, the results file. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, release, type } from "node:os";
import { join } from "node:path";
import { nodeVersion } from "./node-binary.mjs";

const folder = join(import.meta.dirname, "results");

/** The day, the machine, the state of the code and the versions of the peers, without which figures say nothing. */
export function machine() {
  const git = (...args) => execFileSync("git", args, { encoding: "utf8", cwd: import.meta.dirname }).trim();
  // Only what is measured counts: texts, tables and tests may change beside.
  const measured = [":/packages", ":/apps", ":/benchmarks"];
  const changed =
    git("status", "--porcelain", "--", ...measured, ":!/**/*.md", ":!/benchmarks/results") === ""
      ? ""
      : " with changes";
  return {
    date: new Date().toISOString().slice(0, 10),
    cpu: cpus()[0].model,
    cores: cpus().length,
    system: `${type()} ${release()}`,
    node: nodeVersion(),
    commit: `${git("rev-parse", "--short", "HEAD")}${changed}`,
    versions: { ...npmVersions(), ...pythonVersions() },
  };
}

/** @param peers whose versions are listed, by their names in `versions` */
export function machineLine({ date, cpu, cores, node, commit, versions }, peers = []) {
  const there = peers.filter((peer) => versions[peer] !== undefined).map((peer) => `${peer} ${versions[peer]}`);
  return [`${date}: ${cpu}`, `${cores} cores`, `Node ${node.slice(1)}`, ...there, `commit ${commit}`].join(", ");
}

/** There are two versions of tiktoken: one from npm and one from Python. */
function npmVersions() {
  const { dependencies } = JSON.parse(readFileSync(join(import.meta.dirname, "package.json"), "utf8"));
  const peers = Object.entries(dependencies).filter(([, version]) => !version.startsWith("link:"));
  return Object.fromEntries(peers.map(([name, version]) => [name === "tiktoken" ? "tiktoken (npm)" : name, version]));
}

/** Versions of those that `python3`, or the program that the environment variable PYTHON names, can import. */
function pythonVersions() {
  const program = [
    "import json, platform",
    "from importlib.metadata import version, PackageNotFoundError",
    "found = {'Python': platform.python_version()}",
    "for name in ('torch', 'numpy', 'tiktoken', 'tokenizers'):",
    "    try: found[name] = version(name).split('+')[0]",
    "    except PackageNotFoundError: pass",
    "print(json.dumps(found))",
  ].join("\n");
  const { status, stdout } = spawnSync(process.env.PYTHON ?? "python3", ["-c", program], { encoding: "utf8" });
  return status === 0 ? JSON.parse(stdout) : {};
}

/** Median, spread and number of rounds of a list of times. */
export function summary(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const median = (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2;
  return { median, min: sorted[0], max: sorted.at(-1), rounds: sorted.length };
}

/** What results/NAME.json has now, or undefined. */
export function readResults(name) {
  const file = join(folder, `${name}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

export function writeResults(name, results) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(results, null, 2)}\n`);
}
