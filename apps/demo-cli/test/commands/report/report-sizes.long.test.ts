/** The sizes of report.test.ts, with the other encodings. */
import { mkdirSync } from "node:fs";
import { test } from "vitest";
import { expectCutBelowLimit } from "./report-sizes.ts";
import { scratchFolder } from "../../helpers/scratch-folder.ts";

const scratch = scratchFolder();

test.each(["r50k_base", "p50k_base", "p50k_edit", "cl100k_base", "o200k_base"] as const)(
  "below 1.5 MB with %s inside and a text that is cut",
  async (name) => {
    const folder = scratch.path(name);
    mkdirSync(folder, { recursive: true });
    await expectCutBelowLimit(folder, name);
  },
);
