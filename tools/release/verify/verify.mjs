/**
 * The release as it will be, against a registry on loopback: versions by changesets, build, publish; then empty
 * folders that install the packages from there with npm and pnpm and use them as strangers do; then a second
 * release, of one package, which leaves the unrelated ones alone. Nothing of it touches this checkout.
 *
 * Usage: pnpm release:verify [--keep]      keeps the folder and says where it is
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as commonjs from "./commonjs.mjs";
import * as consumer from "./consumer.mjs";
import { startRegistry } from "./registry.mjs";
import { run } from "../run.mjs";
import { installRuntimes } from "./runtimes.mjs";
import { commit, copyWorkspace, readPackages } from "../workspace.mjs";

const root = join(import.meta.dirname, "../../..");
const scratch = mkdtempSync(join(tmpdir(), "windrow-release-"));
const copy = join(scratch, "workspace");
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
const began = performance.now();

async function step(what, work) {
  const start = performance.now();
  const result = await work();
  console.log(`${seconds(start).padStart(8)}  ${what}${typeof result === "string" ? `: ${result}` : ""}`);
  return result;
}

const inCopy = (command, ...args) => run(command, args, { cwd: copy, env: publishing, minutes: 10 });
let publishing = {};

/** Versions from the changesets, a build of them, and what is new to the registry, published. */
async function release() {
  const before = readPackages(copy);
  await inCopy("pnpm", "changeset", "version");
  await inCopy("pnpm", "install", "--no-frozen-lockfile");
  await commit(copy, "versions");
  await inCopy("pnpm", "build");
  await inCopy("pnpm", "changeset", "publish", "--no-git-tag");
  const after = readPackages(copy);
  return new Map([...after].map(([name, { version }]) => [name, { from: before.get(name).version, to: version }]));
}

const changed = (versions) =>
  [...versions].flatMap(([name, { from, to }]) => (from === to ? [] : [`${name} ${from} -> ${to}`]));

function expectEqual(what, got, expected) {
  const [one, other] = [JSON.stringify(got), JSON.stringify(expected)];
  if (one !== other) throw new Error(`${what}: got ${one}, expected ${other}`);
}

/** One package alone: types, entries, programs; the portable ones in a bundle and in every engine. */
async function useAlone(name, folder, engines) {
  const [here] = engines;
  const programs = consumer.writePrograms(folder, join(folder, "node_modules", name, "README.md"));
  await consumer.checkTypes(folder, programs);
  const entries = await consumer.loadEntries(folder, name, here);
  await consumer.runPrograms(folder, programs, here);
  if (name === "windrow") await consumer.runTool(folder, here);
  const isPortable = consumer.isPortable(name);
  if (isPortable) await consumer.bundle(folder, programs, here);
  const others = engines.slice(1).filter(({ isNode }) => isNode || isPortable);
  for (const engine of others) {
    await consumer.runPrograms(folder, programs, engine);
    if (engine.isNode) await consumer.loadEntries(folder, name, engine);
    if (engine.isNode && name === "windrow") await consumer.runTool(folder, engine);
  }
  return `${programs.length} programs, ${entries} entries, in ${[here, ...others].map((one) => one.name).join(", ")}`;
}

async function verify() {
  const registry = await step("a registry on loopback", () => startRegistry(join(scratch, "registry")));
  const npmrc = join(scratch, "npmrc");
  writeFileSync(npmrc, registry.settings);
  publishing = {
    NPM_CONFIG_USERCONFIG: npmrc,
    npm_config_userconfig: npmrc,
    npm_config_registry: registry.url,
    pnpm_config_registry: registry.url,
    CI: "true",
  };
  await step("a copy of the workspace, installed", async () => {
    await copyWorkspace(root, copy);
    await run("pnpm", ["install", "--frozen-lockfile"], { cwd: copy, env: { CI: "true" }, minutes: 10 });
    writeFileSync(join(copy, ".npmrc"), registry.settings);
    await commit(copy, "the registry on loopback");
    for (const manager of ["npm", "pnpm"]) {
      const used = (await inCopy(manager, "config", "get", "registry")).trim();
      if (used !== registry.url) throw new Error(`${manager} would publish to ${used} and not to ${registry.url}`);
    }
  });
  await step("first release", async () => changed(await release()).join(", "));
  const engines = await step("engines", () => installRuntimes(join(scratch, "engines")));
  const names = [...readPackages(copy).keys()];

  for (const manager of ["npm", "pnpm"]) {
    for (const name of names) {
      const folder = join(scratch, `${manager}-${name.replace("@windrow/", "")}`);
      await step(`${manager}: ${name} alone`, async () => {
        await consumer.install(folder, manager, registry.settings, [name]);
        return useAlone(name, folder, manager === "npm" ? engines : engines.slice(0, 1));
      });
    }
    await step(`${manager}: all together`, async () => {
      const folder = join(scratch, `${manager}-all`);
      await consumer.install(folder, manager, registry.settings, names);
      const programs = consumer.writePrograms(folder, join(copy, "README.md"));
      await consumer.checkTypes(folder, programs);
      for (const engine of engines.filter(({ isNode }) => isNode)) await consumer.runPrograms(folder, programs, engine);
      return `${programs.length} programs`;
    });
  }

  await step("CommonJS alone: require(), compilers, Jest", async () => {
    const folder = join(scratch, "commonjs");
    const dual = names.filter((name) => name !== "windrow" && name !== "@windrow/prepare");
    await commonjs.install(folder, registry.settings, dual, join(copy, "docs/commonjs.md"));
    const entries = await commonjs.requireEntries(folder, dual, engines[0]);
    const compilers = await commonjs.checkTypes(folder);
    const nodes = engines.filter(({ isNode }) => isNode);
    for (const engine of nodes) await commonjs.runJest(folder, engine);
    return `${entries} entries; ${compilers}; Jest in ${nodes.map(({ name }) => name).join(", ")}`;
  });

  await step("second release, of @windrow/random alone", async () => {
    const note = '---\n"@windrow/random": minor\n---\n\nA change of one package.\n';
    writeFileSync(join(copy, ".changeset/one-package.md"), note);
    await commit(copy, "a change of one package");
    const versions = await release();
    const parts = new Map([...versions].map(([name, { from, to }]) => [name, from === to ? "" : partOf(from, to)]));
    expectEqual(
      "what a minor of @windrow/random moves",
      [...parts].filter(([, part]) => part !== "").toSorted(),
      [
        ["@windrow/dataset", "patch"],
        ["@windrow/embeddings", "patch"],
        ["@windrow/random", "minor"],
        ["windrow", "patch"],
      ].toSorted(),
    );
    const folder = join(scratch, "npm-second");
    await consumer.install(folder, "npm", registry.settings, ["@windrow/dataset", "@windrow/random"]);
    const tree = JSON.parse(await run("npm", ["ls", "--all", "--json", "@windrow/random"], { cwd: folder }));
    expectEqual(
      "dataset's random",
      tree.dependencies["@windrow/dataset"].dependencies["@windrow/random"].version,
      versions.get("@windrow/random").to,
    );
    return changed(versions).join(", ");
  });
}

const partOf = (from, to) =>
  ["major", "minor", "patch"][from.split(".").findIndex((digit, i) => digit !== to.split(".")[i])];

try {
  await verify();
  console.log(`${seconds(began).padStart(8)}  all`);
  if (process.argv.includes("--keep")) console.log(`kept: ${scratch}`);
  else rmSync(scratch, { recursive: true, force: true });
  process.exit(0);
} catch (error) {
  console.error(`${error.message}\nIt is kept for you to look at: ${scratch}`);
  process.exit(1);
}
