/**
 * A copy of the workspace to break things in: the checkout itself is never touched. Packages that are installed are
 * linked to, all else is copied, the built `dist` folders too.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { FLOORS } from "../rooms.mjs";
import { TEST_NAME } from "./probes.mjs";

const LEFT_OUT = new Set([".git", ".turbo", ".reports", ".vite", "coverage"]);
const CONFIG = "vitest.mutants.config.ts";
const SETUP = "vitest.mutants.setup.mjs";

/**
 * Vitest's setup for one run: that of the workspace, but files run in the order given, the first failure ends it, and
 * projects that none of the files is in are not even started. Each process says which file it runs.
 */
const CONFIG_TEXT = `import workspace from "./vitest.config.ts";

const order = JSON.parse(process.env.MUTANTS_TESTS!) as string[];
const place = ({ moduleId }: { moduleId: string }) => order.findIndex((file) => moduleId.endsWith("/" + file));
class InOrder {
  shard<Files>(files: Files) { return files; }
  sort(files: { moduleId: string }[]) { return files.toSorted((a, b) => place(a) - place(b)); }
}
export default async (env: never) => {
  const config = await (typeof workspace === "function" ? (workspace as any)(env) : workspace);
  const outputFile = process.env.MUTANTS_REPORT!;
  const isNeeded = ({ root }: { root?: string }) => root === undefined || order.some((file) => (root + "/").endsWith("/" + file.split("/test/")[0] + "/"));
  const setUp = (test: any) => ({ ...test, setupFiles: [import.meta.dirname + "/${SETUP}", ...(test?.setupFiles ?? [])] });
  const projects = config.test.projects?.filter(isNeeded).map((one: any) => ({ ...one, test: setUp(one.test) }));
  const test = { ...(projects ? { ...config.test, projects } : setUp(config.test)), maxWorkers: 1, bail: Number(process.env.MUTANTS_BAIL), reporters: ["json"], outputFile, sequence: { sequencer: InOrder } };
  return { ...config, test: { ...test, watch: false } };
};
`;

const SETUP_TEXT = `import { relative } from "node:path";
import { expect } from "vitest";

const file = relative(import.meta.dirname, expect.getState().testPath);
process.env.${TEST_NAME} = file.replaceAll("\\\\", "/").replaceAll("/", "+");
`;

/** @param {string} root of the workspace @param {string} target a folder that is made */
export function makeScratch(root, target) {
  const skipped = resolve(target);
  cpSync(root, target, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) =>
      path === root ||
      (resolve(path) !== skipped && basename(path) !== "node_modules" && !LEFT_OUT.has(basename(path))),
  });
  linkInstalled(root, target, "");
  writeFileSync(join(target, CONFIG), CONFIG_TEXT);
  writeFileSync(join(target, SETUP), SETUP_TEXT);
  return { folder: target, config: join(target, CONFIG) };
}

/** A package's own links to others of the workspace are copied as they are, and so lead to those of the copy. */
function linkInstalled(root, target, folder) {
  const installed = join(root, folder, "node_modules");
  if (existsSync(installed) && existsSync(join(target, folder))) {
    if (folder === "") {
      // A folder of its own, so that caches go there.
      mkdirSync(join(target, "node_modules"));
      for (const name of readdirSync(installed)) {
        if (!name.startsWith(".vite")) symlinkSync(join(installed, name), join(target, "node_modules", name));
      }
    } else {
      cpSync(installed, join(target, folder, "node_modules"), { recursive: true, verbatimSymlinks: true });
    }
  }
  const parents = folder === "" ? [...FLOORS, "testing", "examples"] : [];
  for (const parent of parents) {
    if (existsSync(join(root, parent, "node_modules"))) linkInstalled(root, target, parent);
    if (!existsSync(join(root, parent))) continue;
    for (const { name } of readdirSync(join(root, parent), { withFileTypes: true }).filter((e) => e.isDirectory())) {
      linkInstalled(root, target, `${parent}/${name}`);
    }
  }
}

/** Puts the build of a package in a copy back to what it was. */
export function restoreBuild(pristine, copy, folder) {
  const [original, dist] = [pristine, copy.folder].map((root) => join(root, folder, "dist"));
  if (!existsSync(original)) return;
  rmSync(dist, { recursive: true, force: true });
  cpSync(original, dist, { recursive: true, verbatimSymlinks: true });
}

export function removeScratch(folder) {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
