import { existsSync, readdirSync, readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

/** Every room with tests is a project named as its package, so that `--project @windrow/random` runs one. */
const rooms = ["packages", "apps"]
  .flatMap((folder) => readdirSync(folder).map((room) => `${folder}/${room}`))
  .concat("testing");

const projects = rooms
  .filter((room) => existsSync(`${room}/test`))
  .map((root) => {
    const { name } = JSON.parse(readFileSync(`${root}/package.json`, "utf8")) as { name: string };
    return { extends: true as const, root, test: { name } };
  });

/** `vitest run` runs the short tests; `vitest run --mode full` adds the files named *.long.test.ts. */
export default defineConfig(({ mode }) => ({
  test: {
    projects,
    include: ["test/**/*.test.ts"],
    exclude: mode === "full" ? [] : ["**/*.long.test.ts"],
    // Generous, because shared machines stall; no test measures time.
    testTimeout: 60_000,
    reporters: ["default", "json"],
    outputFile: { json: `.reports/${mode === "full" ? "full" : "test"}.json` },
  },
}));
