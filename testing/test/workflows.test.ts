/**
 * The workflows of GitHub: actions are pinned by commit, since a tag may be moved, and what installs and tests other
 * people's code has no token that can write or publish.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseDocument, type Document } from "yaml";

const folder = join(import.meta.dirname, "../../.github/workflows");

type Permissions = string | Readonly<Record<string, string>> | null | undefined;
interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly permissions?: Permissions;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly uses?: string;
  readonly steps?: readonly Step[];
}
interface Workflow {
  readonly on?: unknown;
  readonly permissions?: Permissions;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** The only commands of a job with a token that can write: they fetch tools, and run nothing of the repository's. */
const INSTALLS = /^(npm install --global pnpm@[\d.]+|pnpm (--dir \S+ )?install --frozen-lockfile)$/;

/** What is wrong with a workflow, a line each. */
function faultsOf(text: string): string[] {
  const document: Document = parseDocument(text);
  expect(document.errors).toEqual([]);
  const workflow = document.toJS() as Workflow;
  const faults: string[] = [];
  if (workflow.permissions === undefined) faults.push("no permissions for the whole workflow");
  if (writes(workflow.permissions)) faults.push("every job may write");
  if (JSON.stringify(workflow.on).includes("pull_request_target")) faults.push("pull_request_target");
  if (mentionsSecrets(workflow.env)) faults.push("every job has a secret");
  for (const [name, job] of Object.entries(workflow.jobs)) {
    faults.push(
      ...faultsOfJob(job, job.permissions === undefined ? workflow.permissions : job.permissions).map(
        (fault) => `${name}: ${fault}`,
      ),
    );
  }
  // A comment is not in the document: which version a commit is, for people.
  for (const line of text.split("\n").filter((candidate) => /^\s*(- )?uses:/.test(candidate))) {
    if (!/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line)) faults.push(`not pinned: ${line.trim()}`);
  }
  return faults;
}

function faultsOfJob(job: Job, permissions: Permissions): string[] {
  const faults: string[] = [];
  const steps = job.steps ?? [];
  const mayWrite = writes(permissions);
  const hasSecrets = mentionsSecrets(job);
  for (const { uses = "", run, with: inputs } of [...steps, { uses: job.uses ?? "" }]) {
    if (uses !== "" && !/^[^@\s]+@[0-9a-f]{40}$/.test(uses)) faults.push(`${uses} is not a commit`);
    if (uses.startsWith("actions/checkout@") && inputs?.["persist-credentials"] !== false)
      faults.push("checkout leaves the token behind");
    if (run === undefined) continue;
    if (run.includes("${{")) faults.push(`an expression within a command: ${run}`);
    const foreign = run
      .split(/&&|\n/)
      .map((command) => command.trim())
      .filter((command) => command !== "" && !INSTALLS.test(command));
    if (foreign.length > 0 && (mayWrite || hasSecrets))
      faults.push(`runs with a token or a secret: ${foreign.join("; ")}`);
  }
  return faults;
}

/** Without any, GitHub's default counts, which a setting of the repository decides. */
function writes(permissions: Permissions): boolean {
  if (permissions === undefined) return true;
  if (permissions === null || permissions === "read-all") return false;
  return typeof permissions === "string" || Object.values(permissions).includes("write");
}

function mentionsSecrets(value: unknown): boolean {
  return /\bsecrets\b/.test(JSON.stringify(value) ?? "");
}

const names = readdirSync(folder);

test("these are the workflows", () => {
  expect(names.toSorted()).toEqual(["ci.yml", "docs.yml", "release.yml"]);
});

test.each(names)("%s", (name) => {
  expect(faultsOf(readFileSync(join(folder, name), "utf8"))).toEqual([]);
});

describe("what is looked for is found", () => {
  const sha = "3d3c42e5aac5ba805825da76410c181273ba90b1";
  const job = (rest: string, top = "permissions: {}"): string =>
    `on: push\n${top}\njobs:\n  a:\n    ${rest.replaceAll("\n", "\n    ")}\n`;
  const checkout = `- uses: actions/checkout@${sha} # v7.0.1\n  with:\n    persist-credentials: false`;

  test("a sound one has no fault", () => {
    expect(faultsOf(job(`permissions:\n  contents: read\nsteps:\n${checkout}\n- run: pnpm test`))).toEqual([]);
    expect(
      faultsOf(
        job(
          `permissions:\n  contents: write\nsteps:\n${checkout}\n- run: pnpm install --frozen-lockfile && pnpm --dir a install --frozen-lockfile`,
        ),
      ),
    ).toEqual([]);
  });

  test.each<[string, string, RegExp[]]>([
    [
      "a tag",
      job("steps:\n- uses: actions/setup-node@v4"),
      [/setup-node@v4 is not a commit/, /not pinned: - uses: actions\/setup-node@v4/],
    ],
    ["a short commit", job(`steps:\n- uses: a/b@${sha.slice(0, 12)} # v1.0.0`), [/is not a commit/, /not pinned/]],
    ["a commit without its version", job(`steps:\n- uses: a/b@${sha}`), [/^not pinned/]],
    [
      "a reusable workflow by its branch",
      job("uses: a/b/.github/workflows/c.yml@main"),
      [/main is not a commit/, /not pinned/],
    ],
    [
      "a token left behind",
      job(`steps:\n- uses: actions/checkout@${sha} # v7.0.1`),
      [/^a: checkout leaves the token behind$/],
    ],
    [
      "a write beside tests",
      job("permissions:\n  contents: write\nsteps:\n- run: pnpm test"),
      [/^a: runs with a token or a secret: pnpm test$/],
    ],
    [
      "one of several commands",
      job("permissions:\n  id-token: write\nsteps:\n- run: pnpm install --frozen-lockfile && pnpm build"),
      [/: pnpm build$/],
    ],
    [
      "permissions for all",
      job("steps:\n- run: pnpm test", "permissions: write-all"),
      [/^every job may write$/, /^a: runs with a token/],
    ],
    [
      "none at all, which is the repository's setting",
      job("steps:\n- run: pnpm test", "name: a"),
      [/^no permissions/, /^every job may write$/, /^a: runs with/],
    ],
    [
      "a secret beside tests",
      job("permissions: {}\nsteps:\n- run: pnpm test\n  env:\n    T: ${{ secrets.T }}"),
      [/^a: runs with a token or a secret/],
    ],
    [
      "a secret for all",
      job("steps: []", "permissions: {}\nenv:\n  T: ${{ secrets.T }}"),
      [/^every job has a secret$/],
    ],
    [
      "a stranger's title in a command",
      job("steps:\n- run: echo ${{ github.event.pull_request.title }}"),
      [/^a: an expression within a command/],
    ],
    ["somebody's fork with a token", "on: pull_request_target\npermissions: {}\njobs: {}\n", [/^pull_request_target$/]],
  ])("%s", (_, text, expected) => {
    const faults = faultsOf(text);
    expect(faults).toHaveLength(expected.length);
    expected.forEach((pattern, i) => expect(faults[i]).toMatch(pattern));
  });
});

test("pnpm is named with the hash of its tarball, everywhere the same", () => {
  const root = join(import.meta.dirname, "../..");
  const own = readdirSync(join(root, "examples"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `examples/${name}`);
  const managers = [".", "benchmarks", ...readdirSync(join(root, "tools")).map((name) => `tools/${name}`), ...own]
    .map((room) => join(root, room, "package.json"))
    .flatMap((path) => {
      try {
        return [(JSON.parse(readFileSync(path, "utf8")) as { packageManager?: string }).packageManager];
      } catch {
        return [];
      }
    })
    .filter((manager) => manager !== undefined);
  expect(managers.length).toBeGreaterThan(3);
  expect(new Set(managers).size).toBe(1);
  expect(managers[0]).toMatch(/^pnpm@\d+\.\d+\.\d+\+sha512\.[0-9a-f]{128}$/);
});
