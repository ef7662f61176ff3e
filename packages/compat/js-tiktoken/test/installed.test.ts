/**
 * As programs get the two packages: installed under the name js-tiktoken, by import and by require(), with their types.
 * What is published of ours is what `pnpm build` makes; the tests run on that.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

const room = fileURLToPath(new URL("..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "windrow-js-tiktoken-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** A folder where both packages are installed, `js-tiktoken` being the one or the other. */
function folderWith(name: string, target: string): string {
  const folder = join(scratch, name);
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  symlinkSync(target, join(folder, "node_modules/js-tiktoken"), "dir");
  symlinkSync(room, join(folder, "node_modules/ours"), "dir");
  return folder;
}
const folders = {
  original: folderWith("original", join(room, "node_modules/js-tiktoken")),
  ours: folderWith("override", room),
};

function run(folder: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

/** What a program prints in each of the two folders. */
function printed(name: string, code: string): { original: string; ours: string } {
  for (const folder of Object.values(folders)) writeFileSync(join(folder, name), code);
  return { original: run(folders.original, [name]), ours: run(folders.ours, [name]) };
}

const RANKS = ["gpt2", "r50k_base", "p50k_base", "p50k_edit", "cl100k_base", "o200k_base"];
const ENTRIES = ["js-tiktoken", "js-tiktoken/lite", ...RANKS.map((name) => `js-tiktoken/ranks/${name}`)];

describe("every entry has what the original's has", () => {
  const SHOWN = `
    const shown = (module) => Object.keys(module).filter((key) => key !== "module.exports").sort()
      .map((key) => key + " " + (key === "default" ? Object.keys(module.default) : typeof module[key]));`;

  test("by import", () => {
    const { original, ours } = printed(
      "entries.mjs",
      `${SHOWN}
      for (const entry of ${JSON.stringify(ENTRIES)}) console.log(entry, shown(await import(entry)).join());`,
    );
    expect(ours).toBe(original);
    expect(ours).toContain(
      "js-tiktoken Tiktoken function,encodingForModel function,getEncoding function,getEncodingNameForModel function\n",
    );
    expect(ours.split("\n").length).toBe(ENTRIES.length + 1);
  });

  test("by require()", () => {
    const { original, ours } = printed(
      "entries.cjs",
      `${SHOWN}
      for (const entry of ${JSON.stringify(ENTRIES)}) console.log(entry, shown(require(entry)).join());`,
    );
    expect(ours).toBe(original);
    expect(ours).toContain("js-tiktoken/ranks/gpt2 bpe_ranks string,explicit_n_vocab number,pat_str string");
  });
});

test("a program prints the same, and ranks of one format go with the class of the other", () => {
  const code = `
    const { Tiktoken: Lite } = require("js-tiktoken/lite");
    const { encodingForModel } = require("js-tiktoken");
    (async () => {
      const { default: ranks } = await import("js-tiktoken/ranks/o200k_base");
      const encoding = new Lite(ranks, { "<|im_start|>": 200100 });
      const ids = encoding.encode("<|im_start|>Rake it, and cart it when it's fit. \u8349", "all");
      console.log(JSON.stringify(ids), encoding.decode(ids), encodingForModel("gpt-4").encode("hay").length);
    })();`;
  const { original, ours } = printed("program.cjs", code);
  expect(ours).toBe(original);
  expect(ours).toMatch(/^\[200100,/);
});

/** Every name of the types, as programs use them. */
const TYPED = `
import { encodingForModel, getEncoding, getEncodingNameForModel, Tiktoken } from "js-tiktoken";
import type { TiktokenBPE, TiktokenEncoding, TiktokenModel } from "js-tiktoken";
import * as lite from "js-tiktoken/lite";
import gpt2 from "js-tiktoken/ranks/gpt2";
${RANKS.slice(1)
  .map((name) => `import ${name} from "js-tiktoken/ranks/${name}";`)
  .join("\n")}

const all: Record<TiktokenEncoding, TiktokenBPE> = { gpt2, ${RANKS.slice(1).join(", ")} };
const model: TiktokenModel = "gpt-4o-mini";
const encoding: Tiktoken = encodingForModel(model, { "<|x|>": 300000 });
const name: TiktokenEncoding = getEncodingNameForModel("gpt-4");
const again: lite.Tiktoken = new lite.Tiktoken(all[name], {});
const both: Tiktoken[] = [encoding, again, getEncoding("gpt2"), new Tiktoken(JSON.parse("{}") as TiktokenBPE)];
const ids: number[] = both[0]!.encode("a", ["<|x|>"], "all").concat(both[1]!.encode("a", "all", []));
const text: string = again.decode(ids);
// Any object that has the two methods.
const fake: Tiktoken = { encode: () => [text.length], decode: () => "" };
class Mine extends Tiktoken {
  override encode(one: string): number[] {
    return super.encode(one, [], []);
  }
}
export const made: Tiktoken[] = [fake, new Mine(gpt2)];
// @ts-expect-error
getEncoding("o200k_harmony");
// @ts-expect-error
encoding.encode("a", "none");
// @ts-expect-error
getEncodingNameForModel("gpt-nine");
`;

/** The types of one are those of the other, both ways. */
const EQUAL = `
import * as original from "js-tiktoken";
import * as ours from "ours";
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
export const equal: [
  Equal<original.TiktokenModel, ours.TiktokenModel>,
  Equal<original.TiktokenEncoding, ours.TiktokenEncoding>,
  Equal<original.TiktokenBPE, ours.TiktokenBPE>,
  Equal<Parameters<typeof original.getEncoding>, Parameters<typeof ours.getEncoding>>,
  Equal<Parameters<typeof original.encodingForModel>, Parameters<typeof ours.encodingForModel>>,
  Equal<Parameters<original.Tiktoken["encode"]>, Parameters<ours.Tiktoken["encode"]>>,
  Equal<ConstructorParameters<typeof original.Tiktoken>, ConstructorParameters<typeof ours.Tiktoken>>,
] = [true, true, true, true, true, true, true];
export const there: ours.Tiktoken = original.getEncoding("gpt2");
export const back: original.Tiktoken = ours.getEncoding("gpt2");
`;

describe.each(["nodenext", "bundler"])("typed programs compile, resolved as %s does", (resolution) => {
  const module = resolution === "nodenext" ? resolution : "esnext";
  const tsc = fileURLToPath(new URL("../../../../node_modules/typescript/bin/tsc", import.meta.url));
  const options = `--ignoreConfig --strict --noEmit --target es2022 --module ${module} --moduleResolution ${resolution}`;
  const args = [tsc, ...options.split(" ")];

  test.each(["original", "ours"] as const)("against %s", (which) => {
    writeFileSync(join(folders[which], "typed.mts"), TYPED);
    expect(run(folders[which], [...args, "typed.mts"])).toBe("");
  });

  test("the types are equal", () => {
    writeFileSync(join(folders.original, "equal.mts"), EQUAL);
    expect(run(folders.original, [...args, "equal.mts"])).toBe("");
  });
});
