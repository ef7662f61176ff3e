/**
 * The scripts that @windrow/prepare documents for Slurm, Kubernetes and AWS Batch: bash and YAML read
 * them, and their own command lines run here with the variables that the schedulers set.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { scratchFolder } from "../../helpers/scratch-folder.ts";
import { MAIN, plainEnvironment } from "../../helpers/spawn-cli.ts";

const scratch = scratchFolder();
const docs = (name: string): string =>
  fileURLToPath(new URL(`../../../../../packages/prepare/docs/${name}`, import.meta.url));

/** What is written by hand with one line; each job has to make the same files. */
let texts: string;
let expected: string;
beforeAll(() => {
  texts = scratch.path("texts");
  mkdirSync(texts);
  const story = fileURLToPath(new URL("../../../texts/the-long-field.txt", import.meta.url));
  for (let i = 0; i < 9; i++) cpSync(story, join(texts, `${i}.txt`));
  expected = scratch.path("expected");
  run([process.execPath, MAIN, "prepare", texts, "-o", expected, "-e", "o200k_base"]);
});

function run(line: readonly string[], variables: Readonly<Record<string, string>> = {}): string {
  const { status, stdout, stderr } = spawnSync(line[0]!, line.slice(1), {
    encoding: "utf8",
    env: plainEnvironment(variables),
  });
  expect([status, stderr]).toEqual([0, ""]);
  return stdout;
}

function expectSame(output: string): void {
  const names = readdirSync(expected).filter((name) => name !== "prepare");
  expect(names).toContain("manifest.json");
  for (const name of names)
    expect([name, readFileSync(join(output, name)).equals(readFileSync(join(expected, name)))]).toEqual([name, true]);
}

/** A documented command line, with windrow as it is built here and the shared folder as it is here. */
function here(words: readonly string[], output: string): string[] {
  expect(words[0]).toBe("windrow");
  const places: Record<string, string> = { "/shared/texts": texts, "/shared/shards": output };
  return [process.execPath, MAIN, ...words.slice(1).map((word) => places[word] ?? word)];
}

/** Small units, so that every rank has some. */
const small = ["--unit-bytes", "1"];

test("Slurm: plan, an array whose sbatch runs its tasks here, and a part of it again", () => {
  const script = docs("slurm.sh");
  expect(spawnSync("bash", ["-n", script]).status).toBe(0);
  // Stands in for Slurm: runs one task after the other, with the variables that Slurm sets.
  const folder = scratch.path("bin");
  mkdirSync(folder);
  const sbatch = join(folder, "sbatch");
  writeFileSync(
    sbatch,
    `#!/bin/bash
set -eu
for argument in "$@"; do case "$argument" in --array=*) tasks="\${argument#--array=}" ;; esac; done
echo "array $tasks"
shift 2
for task in $(node -e 'for (const part of process.argv[1].split(",")) { const [a, b = a] = part.split("-").map(Number); for (let i = a; i <= b; i++) console.log(i); }' "$tasks"); do
  SLURM_ARRAY_TASK_ID=$task SLURM_ARRAY_TASK_COUNT=1 SLURM_PROCID=0 SLURM_CPUS_PER_TASK=1 bash "$@"
done
`,
  );
  chmodSync(sbatch, 0o755);
  const output = scratch.path("slurm");
  const variables = {
    PATH: `${folder}:${process.env.PATH}`,
    WINDROW: `${process.execPath} ${MAIN}`,
    INPUTS: texts,
    OUT: output,
    ENCODING: "o200k_base",
    WORLD_SIZE: "4",
    PREPARE_OPTIONS: small.join(" "),
    COLUMNS: "400",
  };
  expect(run(["bash", script, "plan"], variables)).toMatch(/planned, 9 units/);
  // As if tasks 0 and 2 had died: they are submitted again, alone.
  expect(run(["bash", script, "submit", "1,3"], variables)).toMatch(
    /^array 1,3\nrank 1 of 4 has done .*\nrank 3 of 4 has done/,
  );
  expect(run(["bash", script, "submit", "0,2"], variables)).toMatch(
    /^array 0,2\nrank 0 of 4 has done .*\n.* documents in 1 shard\n$/,
  );
  expectSame(output);
  // The whole array once more does nothing, and says so.
  expect(run(["bash", script, "submit"], variables)).toMatch(
    /^array 0-3\n(.* of 9 documents in 1 shard\nnothing was left to do: [^\n]*\n){4}$/,
  );
  expect(spawnSync("bash", [script], { encoding: "utf8" })).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("set OUT"),
  });
});

interface KubernetesJob {
  readonly kind: string;
  readonly spec: {
    readonly completionMode?: string;
    readonly completions?: number;
    readonly template: {
      readonly spec: { readonly containers: readonly { readonly command: string[]; readonly args: string[] }[] };
    };
  };
}

test("Kubernetes: the Jobs' own commands, with the index that Kubernetes sets", () => {
  const documents = parseAllDocuments(readFileSync(docs("kubernetes.yaml"), "utf8"), { strict: true });
  expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
  const [plan, ranks] = documents.map((document) => document.toJS() as KubernetesJob);
  const lineOf = ({ spec }: KubernetesJob): string[] =>
    spec.template.spec.containers.flatMap(({ command, args }) => [...command, ...args]);
  const output = scratch.path("kubernetes");
  run([...here(lineOf(plan!), output), ...small]);
  const { completionMode, completions } = ranks!.spec;
  const line = here(lineOf(ranks!), output);
  expect(completionMode).toBe("Indexed");
  expect(line[line.indexOf("--world-size") + 1]).toBe(String(completions));
  for (let index = 0; index < completions!; index++) run(line, { JOB_COMPLETION_INDEX: String(index) });
  expectSame(output);
});

describe("AWS Batch", () => {
  test("the page's commands, with the index that Batch sets", () => {
    const page = readFileSync(docs("aws-batch.md"), "utf8");
    const [plan, rank] = [...page.matchAll(/^windrow .*$/gm)].map(([line]) => line.split(" "));
    const size = rank!.indexOf("--world-size") + 1;
    expect(page).toContain(`--array-properties size=${rank![size]}`);
    const output = scratch.path("batch");
    run([...here(plan!, output), ...small]);
    // 64 processes would say no more than 3.
    const line = here(rank!.with(size, "3"), output);
    for (const index of ["2", "1", "0"]) run(line, { AWS_BATCH_JOB_ARRAY_INDEX: index });
    expectSame(output);
  });
});
