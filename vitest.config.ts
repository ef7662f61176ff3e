import { defineConfig } from "vitest/config";

/** `vitest run` runs the short tests; `vitest run --mode full` adds the files named *.long.test.ts. */
export default defineConfig(({ mode }) => ({
  test: {
    projects: ["packages/*", "apps/*", "testing"],
    reporters: ["default", "json"],
    outputFile: { json: `.reports/${mode === "full" ? "full" : "test"}.json` },
  },
}));
