/**
 * What is published: what `pnpm pack` makes of each package has nothing but what belongs and is sound to publint
 * and attw; the public API is as its reports say; no entry is over its budget of bytes.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync, Visitor } from "oxc-parser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCommonBlocks } from "../../tools/readme-blocks.mjs";
import { roomsOf } from "../../tools/rooms.mjs";

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
const packages = roomsOf(root).filter((room) => manifestOf(room).private !== true);

/** The modules of models that gpt-tokenizer has, as recorded. */
const models = (
  JSON.parse(readFileSync(join(root, "packages/compat/gpt-tokenizer/test/fixtures/gpt-tokenizer.json"), "utf8")) as {
    exports: { entries: string[] }[];
  }
).exports.flatMap(({ entries }) => entries.filter((entry) => entry.startsWith("model/")));

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
  "packages/compat/gpt-tokenizer": models.flatMap((model) =>
    ["js", "cjs", "d.ts", "d.cts"].map((ending) => `dist/${model}.${ending}`),
  ),
  "packages/embeddings": ["NOTICE"],
  "packages/prepare": [
    ...["aws-batch.md", "kubernetes.yaml", "sizes.md", "slurm.sh"].map((name) => `docs/${name}`),
    "python/windrow_dataset.py",
  ],
  "packages/random": ["NOTICE"],
  "packages/tokenizer-bpe": ["NOTICE", "assembly/engine.wasm"],
};

/** Programs of threads, and what these load: found by their URL, in no package.json. */
const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  "apps/demo-cli": ["commands/count/count-worker"],
  "packages/dataset": ["samplers/make-subset", "windows/make-windows", "workers/batch-worker"],
  "packages/embeddings": ["graph/thread/graph-worker"],
  "packages/prepare": ["run/task-worker"],
  "packages/shards": ["open-token-shards"],
  "packages/tokenizer-bpe": ["threads/batch-worker", "train/count-worker"],
};

/** One file, or one for each condition. */
type Target = string | { readonly [condition: string]: Target };
interface Manifest {
  readonly name: string;
  readonly main?: string;
  readonly exports: Readonly<Record<string, Target>>;
  readonly imports?: Target;
  readonly bin?: Target;
}
const filesIn = (target: Target | undefined): string[] =>
  typeof target === "string" ? [target] : Object.values(target ?? {}).flatMap(filesIn);

/** The files a package should have, but for what these share, in dist/shared. */
function expectedFiles(folder: string, { exports, imports, bin }: Manifest): string[] {
  // Bundlers take `?module` behind a name as their affair; what a pattern stands for is not known here.
  const all = [exports, imports, bin].flatMap(filesIn).map((file) => file.slice("./".length).replace(/\?.*/, ""));
  const named = all.filter((file) => !file.includes("*"));
  const programs = (PROGRAMS[folder] ?? []).map((name) => `dist/${name}.js`);
  return [
    "LICENSE",
    "README.md",
    "package.json",
    ...new Set([...named, ...programs, ...(EXTRA[folder] ?? [])]),
  ].toSorted();
}

/** What a file of dist imports of the package's own, relative to the package. */
function ownImportsOf(folder: string, file: string): string[] {
  if (!/\.(?:[cm]?js|d\.c?ts)$/.test(file)) return [];
  const code = readFileSync(join(folder, file), "utf8");
  // A statement begins a line, or its end does; texts that show an import have it further on.
  const specifiers = code.matchAll(
    /(?:^(?:import|export|\}) (?:.*\bfrom )?|\brequire\(|\bimport\()"(\.{1,2}\/[^"]+)"/gm,
  );
  return Array.from(specifiers, ([, specifier]) => {
    const path = posix.join(posix.dirname(file), specifier!);
    // Declarations name the code that they declare.
    return /\.d\.c?ts$/.test(file) ? path.replace(/\.(c?)js$/, ".d.$1ts") : path;
  });
}

beforeAll(() => void releaseTool("node", "--version"), 300_000);
afterAll(() => rmSync(scratch, { recursive: true }));

test("all thirteen packages are looked at", () => expect(packages.length).toBe(13));

/** Where the packed packages lie as if they were installed. */
const modules = join(scratch, "node_modules");

describe.each(packages)("%s", (folder) => {
  let tarball: string;
  let unpacked: string;
  let manifest: Manifest;
  let isDual: boolean;
  beforeAll(() => {
    const printed = run("pnpm", ["pack", "--pack-destination", scratch], join(root, folder)).trim();
    tarball = printed.split("\n").at(-1)!;
    manifest = JSON.parse(run("tar", ["-xzOf", tarball, "package/package.json"])) as Manifest;
    isDual = filesIn(manifest.exports).some((file) => file.endsWith(".d.cts"));
    unpacked = join(modules, manifest.name);
    mkdirSync(unpacked, { recursive: true });
    run("tar", ["-xzf", tarball, "--strip-components=1", "-C", unpacked]);
  });

  /** A copy without some entries: publint takes `?module`, which bundlers read, for a part of a file's name. */
  function withoutEntries(entries: readonly string[]): string {
    const copy = join(scratch, "without", manifest.name);
    cpSync(unpacked, copy, { recursive: true });
    const left = Object.entries(manifest.exports).filter(([entry]) => !entries.includes(entry));
    writeFileSync(join(copy, "package.json"), JSON.stringify({ ...manifest, exports: Object.fromEntries(left) }));
    return copy;
  }

  test("contains what belongs and nothing else", () => {
    const files = readdirSync(unpacked, { recursive: true, encoding: "utf8", withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(unpacked, join(entry.parentPath, entry.name)).split(sep).join("/"));
    const expected = expectedFiles(folder, manifest);
    const needed = new Set(expected);
    for (const file of needed) for (const other of ownImportsOf(unpacked, file)) needed.add(other);
    expect(files.toSorted()).toEqual([...needed].toSorted());
    const shared = [...needed].filter((file) => !expected.includes(file));
    expect(shared.filter((file) => !file.startsWith("dist/shared/"))).toEqual([]);
  });

  test("its manifest is complete, with real ranges for the workspace's packages", () => {
    expect(manifest).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      license: "MIT",
      type: "module",
      engines: { node: ">=20.19" },
      repository: { directory: folder },
      types: isDual ? "./dist/index.d.cts" : "./dist/index.d.ts",
    });
    const { keywords, dependencies } = manifest as unknown as { keywords: string[]; dependencies?: object };
    expect(keywords.length).toBeGreaterThan(3);
    expect(JSON.stringify(dependencies ?? {})).not.toContain("workspace:");
  });

  test("publint finds nothing", () => {
    const queries = Object.keys(manifest.exports).filter((entry) => entry.includes("?"));
    if (queries.length === 0) expect(releaseTool("publint", tarball, "--strict")).toContain("All good!");
    else expect(releaseTool("publint", withoutEntries(queries), "--strict", "--pack", "false")).toContain("All good!");
  });

  test("attw resolves every entry in every way, or as ESM where it is that alone", () => {
    const profile = isDual ? [] : ["--profile", "esm-only"];
    const data = Object.entries(manifest.exports)
      .filter(([, target]) => !filesIn(target).some((file) => /\.c?js$/.test(file)))
      .map(([entry]) => entry);
    // Data has no types for require(). An object that is the whole module has no names for Node's import.
    if (data.includes("./registry.json"))
      profile.push("--exclude-entrypoints", ...data, "--ignore-rules", "named-exports");
    const report = releaseTool("attw", tarball, ...profile, "--format", "json");
    const { problems } = JSON.parse(report) as {
      problems?: Record<string, { kind: string; resolutionKind: string }[]>;
    };
    const ways = isDual ? ["node10", "node16-cjs", "node16-esm", "bundler"] : ["node16-esm", "bundler"];
    const counting = Object.values(problems ?? {})
      .flat()
      .filter(({ resolutionKind }) => resolutionKind === undefined || ways.includes(resolutionKind))
      .filter(({ kind }) => kind !== "NamedExports" || !profile.includes("named-exports"));
    expect(counting).toEqual([]);
  });

  test("no import() is in its CommonJS, which Jest would refuse", () => {
    const files = readdirSync(unpacked, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".cjs"));
    expect(files.length > 0).toBe(isDual && folder !== "packages/interfaces");
    const found = files.filter((name) => {
      let hasImport = false;
      const { program } = parseSync(name, readFileSync(join(unpacked, name), "utf8"), { sourceType: "script" });
      new Visitor({ ImportExpression: () => void (hasImport = true) }).visit(program);
      return hasImport;
    });
    expect(found).toEqual([]);
  });
});

describe("packages that are CommonJS too", () => {
  /** Runs a program beside the unpacked packages; what it requires must be CommonJS. */
  function runBeside(code: string): unknown {
    const program = join(scratch, "program.mjs");
    const require = `import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);\n`;
    writeFileSync(program, `${require}${code}`);
    return JSON.parse(run("node", ["--no-experimental-require-module", program], scratch));
  }
  beforeAll(() => {
    const DEPENDENCIES = { embeddings: ["@bufbuild", "onnxruntime-node"], "tokenizer-hf": ["@huggingface"] };
    for (const [room, names] of Object.entries(DEPENDENCIES)) {
      const dependencies = join(root, "packages", room, "node_modules");
      for (const name of names) symlinkSync(join(dependencies, name), join(modules, name), "dir");
    }
  });

  test("every entry has the same names by import and by require()", () => {
    const entries = packages.flatMap((folder) => {
      const { name, exports } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as Manifest;
      return (
        Object.entries(exports)
          // Not what has no ES module, such as a stand-in's folder of CommonJS, nor patterns over what is there.
          .filter(([entry, target]) => !entry.includes("*") && typeof target === "object" && "import" in target)
          .filter(([, target]) => filesIn(target).some((file) => file.endsWith(".cjs")))
          .map(([entry]) => `${name}${entry.slice(1)}`)
      );
    });
    expect(entries.length).toBeGreaterThanOrEqual(13);
    const program = `
      // Where the whole module is one thing, import has it as the default and require() as it is; CommonJS by import has
      // a default beside its names.
      const isName = (name) => !["default", "module.exports", "__esModule"].includes(name);
      const own = (one) => (Array.isArray(one) ? ["a list of " + one.length] : Object.keys(one).filter(isName).sort());
      const names = (module) => (own(module).length === 0 ? own(module.default ?? module) : own(module));
      const found = {};
      for (const entry of ${JSON.stringify(entries)}) found[entry] = [names(require(entry)), names(await import(entry))];
      console.log(JSON.stringify(found));`;
    const found = runBeside(program) as Record<string, [string[], string[]]>;
    for (const [entry, [required, imported]] of Object.entries(found)) {
      expect(required, entry).toEqual(imported);
      // One entry has types alone, as its original has.
      expect(required.length > 0, entry).toBe(entry !== "@windrow/gpt-tokenizer/modelTypes");
    }
  });

  test("the program of docs/commonjs.md prints what it says", () => {
    const programs = readCommonBlocks(join(root, "docs/commonjs.md")).filter(({ prints }) => prints.length > 0);
    expect(programs.length).toBe(1);
    for (const { code, prints } of programs) {
      writeFileSync(join(scratch, "program.cjs"), code);
      const printed = run("node", ["--no-experimental-require-module", "program.cjs"], scratch);
      expect(printed).toBe(`${prints.join("\n")}\n`);
    }
  });

  test("both formats in one process have one default generator, and take each other's objects", () => {
    const program = `
      const [common, es] = [require("@windrow/random"), await import("@windrow/random")];
      common.manualSeed(123);
      const seed = String(es.defaultGenerator().initialSeed());
      const order = [...es.defaultGenerator().randperm(5)];
      const { SlidingWindowDataset, RandomSampler } = require("@windrow/dataset");
      const { DataLoader } = await import("@windrow/dataset");
      const windows = new SlidingWindowDataset(Int32Array.from({ length: 9 }, (_, i) => i), { maxLength: 2, stride: 2 });
      const batches = [];
      for await (const { inputIds } of new DataLoader(windows, { batchSize: 2, sampler: new RandomSampler(windows, { seed: 0 }), numWorkers: 1 })) batches.push([...inputIds.data]);
      const { gpt2 } = require("@windrow/tokenizer-bpe/gpt2");
      const { Embedding } = require("@windrow/embeddings");
      const layer = await Embedding.create({ numEmbeddings: 50257, embeddingDim: 2, seed: 0 });
      const { dims } = await layer.forward(gpt2.encode("The hay is in."));
      console.log(JSON.stringify({ isApart: common.Generator !== es.Generator, seed, order, batches, dims }));`;
    expect(runBeside(program)).toEqual({
      isApart: true,
      seed: "123",
      // torch.manual_seed(123); torch.randperm(5)
      order: [2, 0, 1, 3, 4],
      batches: expect.toSatisfy((batches: number[][]) => batches.flat().toSorted().join() === "0,1,2,3,4,5,6,7"),
      dims: [5, 2],
    });
  });
});

test("the public API is as packages/*/api says (pnpm api rewrites it)", () => {
  expect(releaseTool("node", "tools/release/api-reports.mjs", "--check")).toBe("");
});

test("every export has a docstring, and every link in one leads somewhere", () => {
  expect(releaseTool("node", "tools/release/reference.mjs", "--check")).toBe("66 entries are documented\n");
});

test("no entry is heavier than its budget", () => {
  const measured: { name: string; passed: boolean; size: number; sizeLimit: number }[] = JSON.parse(
    releaseTool("pnpm", "--dir", "tools/release", "exec", "size-limit", "--json"),
  );
  expect(measured.length).toBe(33);
  // A budget far above what is there would hold nothing back.
  const loose = measured.filter(({ size, sizeLimit }) => size < sizeLimit * 0.8);
  expect(loose).toEqual([]);
});
