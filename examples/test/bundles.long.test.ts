/** Vite, webpack and esbuild bundle each program without settings, and what they make prints in a browser what it should. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { skipNote } from "@windrow/testing";
import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium, noChromium, openFolder } from "./chromium.ts";
import { installExample } from "./own-lockfile.ts";

interface Bundle {
  readonly bundler: string;
  readonly program: string;
  readonly folder: string;
  readonly warnings: readonly string[];
  readonly gzip: number;
}

/** What each program prints. The ids are tiktoken's; random, windows and embeddings as torch has them for these seeds. */
const PRINTS: Readonly<Record<string, readonly string[]>> = {
  random: ["-0.525890588760376 -2.604269027709961", "2 4 1 0 3"],
  words: ["10 1 9 1 4 1 12", "the rows are <|unk|>"],
  windows: ['" hayun s"', '"le tmake"', '" whihe s"'],
  gpt2: ["13 tokens: 49 539 340 510 11 290 6383 340 618 340 338 4197 13", "Rake it up"],
  embeddings: ["3 x 4", "-0.9117 -2.2968 0.3539 -2.2481"],
};
const PROGRAMS = Object.keys(PRINTS);
const cases = ["vite", "webpack", "esbuild"].flatMap((bundler) => PROGRAMS.map((program) => ({ bundler, program })));

/** webpack's own advice on sizes, which is not about the code: the vocabulary of gpt2 and onnxruntime-web are large. */
const ON_SIZE =
  /^WARNING in (asset size limit|entrypoint size limit|webpack performance recommendations)|^webpack .* compiled with \d+ warnings?/;

/** Chromium's answer where there is no graphics card, for which onnxruntime-web asks and which it does not need. */
const NO_GPU = "No available adapters.";

const reason = installExample("bundles");

describe.skipIf(reason !== undefined)(`bundles${skipNote(reason)}`, () => {
  let bundles: Bundle[] = [];
  let browser: Browser | undefined;
  beforeAll(async () => {
    const program = fileURLToPath(new URL("../bundles/bundles.mjs", import.meta.url));
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, "--json"], { encoding: "utf8" });
    expect(status, stderr).toBe(0);
    bundles = JSON.parse(stdout) as Bundle[];
    if (noChromium === undefined) browser = await launchChromium();
  });
  afterAll(() => browser?.close());
  const find = (bundler: string, program: string): Bundle =>
    bundles.find((one) => one.bundler === bundler && one.program === program)!;

  test.each(cases)("$bundler has nothing to say on $program", ({ bundler, program }) => {
    const { warnings, gzip } = find(bundler, program);
    expect(warnings.filter((line) => !ON_SIZE.test(line))).toEqual([]);
    if (program !== "gpt2" && program !== "embeddings") expect(warnings).toEqual([]);
    expect(gzip).toBeGreaterThan(1000);
  });

  test.skipIf(noChromium !== undefined).each(cases)(
    `the $program of $bundler prints the same in a browser${skipNote(noChromium)}`,
    async ({ bundler, program }) => {
      const { logged, complaints } = await openFolder(browser!, find(bundler, program).folder);
      const unexpected = (): string[] => complaints.filter((line) => line !== NO_GPU);
      // Whichever comes first: all lines, or something that says why they don't come.
      await expect.poll(() => unexpected().length > 0 || logged.length >= PRINTS[program]!.length).toBe(true);
      expect([logged, unexpected()]).toEqual([PRINTS[program], []]);
    },
  );

  test("the README's sizes are these, to a twentieth", () => {
    const readme = readFileSync(new URL("../bundles/README.md", import.meta.url), "utf8");
    for (const program of PROGRAMS) {
      const row = new RegExp(`^${program} +([\\d. ]+)$`, "m").exec(readme)![1]!.trim().split(/ +/).map(Number);
      const measured = ["vite", "webpack", "esbuild"].map((bundler) => find(bundler, program).gzip / 1000);
      for (const [i, size] of measured.entries()) expect(Math.abs(size / row[i]! - 1), program).toBeLessThan(0.05);
    }
  });
});
