/**
 * What is published: what `pnpm pack` makes of each package has nothing but what belongs and is sound to publint
 * and attw; the public API is as its reports say; no entry is over its budget of bytes.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "windrow-pack-"));
function run(command: string, args: string[], cwd: string = root): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}
const releaseTool = (name: string, ...args: string[]): string =>
  run("node", ["tools/install-and-run.mjs", "tools/release", name, ...args]);

const manifestOf = (room: string): { readonly private?: boolean } =>
  JSON.parse(readFileSync(join(root, room, "package.json"), "utf8")) as { private?: boolean };
const packages = ["packages", "apps"]
  .flatMap((folder) => readdirSync(join(root, folder)).map((room) => `${folder}/${room}`))
  .filter((room) => manifestOf(room).private !== true);

/** Files that are neither compiled nor in every package. */
const EXTRA: Readonly<Record<string, readonly string[]>> = {
  "apps/demo-cli": [
    "texts/the-long-field.txt",
    "dist/page/page.html",
    ...[
      "simple",
      "own",
      "gpt2",
      "r50k_base",
      "p50k_base",
      "p50k_edit",
      "cl100k_base",
      "o200k_base",
      "o200k_harmony",
    ].map((name) => `dist/page/workers/${name}.js.gz`),
  ],
  "packages/embeddings": ["NOTICE"],
  "packages/prepare": [
    ...["aws-batch.md", "kubernetes.yaml", "sizes.md", "slurm.sh"].map((name) => `docs/${name}`),
    "python/windrow_dataset.py",
  ],
  "packages/random": ["NOTICE"],
  "packages/tokenizer-bpe": [
    "dist/index.js",
    ...["gpt2", "r50k_base", "p50k_base", "p50k_edit", "cl100k_base", "o200k_base", "o200k_harmony"].map(
      (name) => `dist/encodings/${name}.js`,
    ),
    ...["bpe-tokenizer", "text-opener", "piece-counter", "unpack-vocabulary", "r50k", "p50k", "o200k"].map(
      (name) => `dist/shared/${name}.js`,
    ),
    ...["index", "count-worker"].map((name) => `dist/train/${name}.js`),
  ],
};

/** Sources of a package, relative to its src. */
function sourcesOf(folder: string): string[] {
  return readdirSync(join(root, folder, "src"), { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.startsWith("packed"),
  );
}

/** What is built in of core: all, or without what is for Node. */
function coreIn(folder: string): string[] {
  const imports = (entry: string): boolean =>
    sourcesOf(folder).some((file) => readFileSync(join(root, folder, "src", file), "utf8").includes(`"${entry}"`));
  if (!imports("@windrow/core") && !imports("@windrow/core/node")) return [];
  const isWanted = (file: string): boolean => imports("@windrow/core/node") || !file.startsWith("node");
  return sourcesOf("packages/core")
    .filter(isWanted)
    .map((file) => `core/${file}`);
}

/** The files a package should have: three for each source file, or its types alone where it has no code or is bundled. */
function expectedFiles(folder: string): string[] {
  const hasTypesAlone = folder === "packages/interfaces" || folder === "packages/tokenizer-bpe";
  const sources = hasTypesAlone ? sourcesOf(folder) : [...sourcesOf(folder), ...coreIn(folder)];
  const endings = hasTypesAlone ? [".d.ts"] : [".d.ts", ".js", ".js.map"];
  const compiled = sources.flatMap((source) =>
    endings.map((ending) => `dist/${source.slice(0, -".ts".length)}${ending}`),
  );
  return ["LICENSE", "README.md", "package.json", ...compiled, ...(EXTRA[folder] ?? [])].toSorted();
}

beforeAll(() => void releaseTool("node", "--version"), 300_000);
afterAll(() => rmSync(scratch, { recursive: true }));

test("all eight packages are looked at", () => expect(packages.length).toBe(8));

describe.each(packages)("%s", (folder) => {
  let tarball: string;
  beforeAll(() => {
    const printed = run("pnpm", ["pack", "--pack-destination", scratch], join(root, folder)).trim();
    tarball = printed.split("\n").at(-1)!;
  });

  test("contains what belongs and nothing else", () => {
    const files = run("tar", ["-tzf", tarball])
      .trim()
      .split("\n")
      .map((file) => file.replace(/^package\//, ""));
    expect(files.toSorted()).toEqual(expectedFiles(folder));
  });

  test("its manifest is complete, with real ranges for the workspace's packages", () => {
    const manifest = JSON.parse(run("tar", ["-xzOf", tarball, "package/package.json"]));
    expect(manifest).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      license: "MIT",
      type: "module",
      engines: { node: ">=20.19" },
      repository: { directory: folder },
      exports: { ".": { types: "./dist/index.d.ts" } },
    });
    expect(manifest.keywords.length).toBeGreaterThan(3);
    expect(JSON.stringify(manifest.dependencies ?? {})).not.toContain("workspace:");
  });

  test("publint finds nothing", () => {
    expect(releaseTool("publint", tarball, "--strict")).toContain("All good!");
  });

  test("attw resolves every entry as ESM", () => {
    const report = releaseTool("attw", tarball, "--profile", "esm-only", "--format", "json");
    const { problems } = JSON.parse(report) as { problems?: Record<string, { resolutionKind: string }[]> };
    const counting = Object.values(problems ?? {})
      .flat()
      .filter(({ resolutionKind }) => ["node16-esm", "bundler"].includes(resolutionKind));
    expect(counting).toEqual([]);
  });
});

test("the public API is as packages/*/api says (pnpm api writes it anew)", () => {
  expect(releaseTool("node", "tools/release/api-reports.mjs", "--check")).toBe("");
});

test("every export has a docstring, and every link in one leads somewhere", () => {
  expect(releaseTool("node", "tools/release/reference.mjs", "--check")).toBe("18 entries are documented\n");
});

test("no entry is heavier than its budget", () => {
  const measured: { name: string; passed: boolean; size: number; sizeLimit: number }[] = JSON.parse(
    releaseTool("pnpm", "--dir", "tools/release", "exec", "size-limit", "--json"),
  );
  expect(measured.length).toBe(16);
  // A budget far above what is there would hold nothing back.
  const loose = measured.filter(({ size, sizeLimit }) => size < sizeLimit * 0.8);
  expect(loose).toEqual([]);
});
