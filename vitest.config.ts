import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { roomsOf } from "./tools/rooms.mjs";
import { endReporter } from "./tools/tests/reporter.mjs";
import { runFromSource } from "./tools/tests/run-from-source.mjs";
import { browserProject } from "./vitest.browser.ts";

/** This file's folder, not the shell's: a package's own test script runs it from its folder. */
const here = import.meta.dirname;

/** Generous, because shared machines stall; no test measures time. */
const MAX_MS = 180_000;

/** Every room with tests is a project named as its package, so that `--project @windrow/random` runs one. */
const rooms = roomsOf(here)
  .concat("testing", "examples")
  .filter((room) => existsSync(join(here, room, "test")));

/**
 * `vitest run` runs the short tests; `vitest run --mode full` adds the files named *.long.test.ts,
 * in a browser those named *.browser.test.ts, and all of tokenizer-bpe's again with its engine in TypeScript.
 * WINDROW_SHORT_TESTS=done leaves the short ones out of it, for CI, which has run them a moment ago with the engine that
 * is chosen by default.
 */
export default defineConfig(async ({ mode }) => {
  const exclude = mode === "full" ? ["**/*.browser.test.ts"] : ["**/*.{browser,long}.test.ts"];
  const files = mode === "full" && process.env.WINDROW_SHORT_TESTS === "done" ? "*.long.test.ts" : "*.test.ts";
  const patience = { testTimeout: MAX_MS, hookTimeout: MAX_MS, expect: { poll: { timeout: MAX_MS / 2 } } };
  // A process for each file, which its watchdog can end.
  const watched = { pool: "forks" as const, setupFiles: [join(here, "tools/tests/watch-file.mjs")] };
  // One for all projects: its bundles serve them all.
  const plugins = [runFromSource(here)];
  const nodeProjects = rooms.map((root) => {
    const { name } = JSON.parse(readFileSync(join(here, root, "package.json"), "utf8")) as { name: string };
    const provide = { engine: process.env.WINDROW_ENGINE || "wasm" };
    return {
      root: join(here, root),
      plugins,
      test: { name, include: [`test/**/${files}`], exclude, provide, ...patience, ...watched },
    };
  });
  const withTypeScriptEngine = {
    root: join(here, "packages/tokenizer-bpe"),
    plugins,
    test: {
      name: "@windrow/tokenizer-bpe (typescript)",
      include: ["test/**/*.test.ts"],
      // Rooms that both engines share, or whose tests have both anyway. What is tested of threads is how work is dealt out.
      exclude: [...exclude, "test/{decode,patterns,pieces,special,threads,train,wasm}/**"],
      env: { WINDROW_ENGINE: "typescript" },
      provide: { engine: "typescript" },
      ...patience,
      ...watched,
      setupFiles: [...watched.setupFiles, join(here, "tools/tests/mark-engine.mjs")],
    },
  };
  const projects = mode === "full" ? [...nodeProjects, withTypeScriptEngine, await browserProject(here)] : nodeProjects;
  const report = `${here}/.reports/${mode === "full" ? "full" : "test"}`;
  const end = endReporter({ root: here, listFile: `${report}-skipped.txt`, mayBeSkipped: mode === "full" });
  // By default vitest leaves one core free, which halves the speed of a machine with two.
  return {
    test: { projects, maxWorkers: "100%", reporters: ["default", "json", end], outputFile: { json: `${report}.json` } },
  };
});
