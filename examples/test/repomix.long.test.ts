/** repomix as it is installed from npm counts a folder's tokens: with the overrides and without them. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { scratchForFile, skipNote } from "@windrow/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { megabyte } from "./megabyte.ts";
import { whyNotInstalled } from "./why-not-installed.ts";

/** The last release that counts with each package and runs on Node 20. What they depend on is as of a day. */
const REPOMIX = { tiktoken: "1.13.1", "gpt-tokenizer": "1.14.0" } as const;
const AS_OF = "2026-12-01";

type Original = keyof typeof REPOMIX;
const originals = Object.keys(REPOMIX) as Original[];
const scratch = scratchForFile();
const programs = Object.fromEntries(originals.map((name) => [`with-${name}`, `npm:repomix@${REPOMIX[name]}`]));

/** The tarball of a package of ours, as `pnpm pack` makes it of what is built. */
function pack(room: string): string {
  const cwd = fileURLToPath(new URL(`../../packages/${room}`, import.meta.url));
  const shell = process.platform === "win32";
  const { status, stdout, stderr } = spawnSync("pnpm", ["pack", "--pack-destination", scratch], {
    cwd,
    encoding: "utf8",
    shell,
  });
  if (status !== 0) throw new Error(`pnpm pack of ${room} ended with ${status}:\n${stdout}${stderr}`);
  return stdout.trim().split("\n").at(-1)!;
}

/** What is put in the place of the names that programs import; our packages are not on the registry under this version. */
function packedByName(): Record<string, string> {
  const ROOMS = { "@windrow/interfaces": "interfaces", "@windrow/tokenizer-bpe": "tokenizer-bpe" };
  const all = { ...ROOMS, ...Object.fromEntries(originals.map((name) => [name, `compat/${name}`])) };
  return Object.fromEntries(Object.entries(all).map(([name, room]) => [name, `file:${pack(room)}`]));
}

/** Both programs by npm, into a folder of their own. @returns why not, undefined where they are there */
function installPrograms(name: string, overrides: Readonly<Record<string, string>>): string | undefined {
  const folder = join(scratch, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies: programs, overrides }));
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
  return whyNotInstalled("repomix", "npm", ["install", `--before=${AS_OF}`, ...quiet], folder);
}

const reason = installPrograms("theirs", {}) ?? installPrograms("ours", packedByName());

/** The packages that npm put under a name, wherever in the folder. */
function installedAs(folder: string, name: Original): string[] {
  const { packages } = JSON.parse(readFileSync(join(scratch, folder, "node_modules/.package-lock.json"), "utf8")) as {
    packages: Record<string, { name?: string }>;
  };
  const found = Object.entries(packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
  return found.map(([, entry]) => entry.name ?? name);
}

/** What repomix prints of the folder of texts, without colours and its line of progress, and the file that it writes. */
function counted(folder: string, name: Original): { printed: string[]; written: string } {
  const program = join(scratch, folder, "node_modules", `with-${name}`, "bin/repomix.cjs");
  const options = ["--token-count-tree", "--top-files-len", "100"];
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...options, "-o", "../packed.xml"], {
    cwd: join(scratch, "texts"),
    encoding: "utf8",
    // It would take the counts of the run before from its cache.
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0", REPOMIX_TOKEN_CACHE: "0" },
  });
  expect(status, stderr).toBe(0);
  const lines = stdout.replaceAll(/\u001b\[[\d;?]*[A-Za-z]/g, "").split("\n");
  const printed = lines.filter((line) => !/[\u2800-\u28ff]/.test(line));
  return { printed, written: readFileSync(join(scratch, "packed.xml"), "utf8") };
}

describe.skipIf(reason !== undefined)(`repomix${skipNote(reason)}`, () => {
  const FILES = 20;
  beforeAll(() => {
    // A file with U+0000 would be left out as binary.
    const text = megabyte().replaceAll("\0", " ");
    const length = Math.ceil(text.length / FILES);
    mkdirSync(join(scratch, "texts/parts"), { recursive: true });
    for (let i = 0; i < FILES; i++)
      writeFileSync(join(scratch, `texts/parts/${i}.txt`), text.slice(i * length, (i + 1) * length));
    writeFileSync(join(scratch, "texts/special.txt"), "Rake <|endoftext|> it <|endofprompt|>.\n");
  });

  test.each(originals)("counts 1 MB in the same way with %s and with its stand-in", { timeout: 300_000 }, (name) => {
    expect([installedAs("theirs", name), installedAs("ours", name)]).toEqual([[name], [`@windrow/${name}`]]);
    const ours = counted("ours", name);
    expect(ours).toEqual(counted("theirs", name));
    const [, total] = /Total Tokens: ([\d,]+) tokens/.exec(ours.printed.join("\n"))!;
    expect(Number(total!.replaceAll(",", ""))).toBeGreaterThan(200_000);
    expect(ours.printed.filter((line) => /── \d+\.txt \([\d,]+ tokens\)$/.test(line)).length).toBe(FILES);
  });
});
