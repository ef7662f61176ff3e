/**
 * As programs get it: installed under the name tiktoken, by import and by require(), with its types and its files. What is
 * published is what `pnpm build` makes; the tests run on that. What the programs print with tiktoken 1.0.22 is recorded.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { digestOf } from "./record/outcome.mjs";
import { PROGRAMS } from "./record/programs.mjs";

const room = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "windrow-tiktoken-"));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, "node_modules"));
symlinkSync(room, join(folder, "node_modules/tiktoken"), "dir");

const fixture = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), "utf8")) as T;
const file = (name: string): string => readFileSync(join(room, name), "utf8");

function run(args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

const printed = fixture<Record<string, string>>("programs");

test.each(Object.entries(PROGRAMS))("%s prints what it does with the original", (name, code) => {
  writeFileSync(join(folder, name), code);
  expect(run([name])).toBe(printed[name]);
});

test("the ES modules, for bundlers and edge runtimes, have the same names", () => {
  writeFileSync(
    join(folder, "modules.mjs"),
    `for (const name of ["index", "init", "lite", "lite/init", "load", "lite/load", "encoders/gpt2"])
      console.log(name, Object.keys(await import("./node_modules/tiktoken/dist/" + name + ".js")).sort().join());`,
  );
  expect(run(["modules.mjs"]).trim().split("\n")).toEqual([
    "index Tiktoken,encoding_for_model,get_encoding,get_encoding_name_for_model",
    "init Tiktoken,encoding_for_model,get_encoding,get_encoding_name_for_model,init",
    "lite Tiktoken",
    "lite/init Tiktoken,init",
    "load load",
    "lite/load load",
    "encoders/gpt2 default",
  ]);
});

describe("files", () => {
  const { models, registry, encoders } = fixture<{
    models: string;
    registry: string;
    encoders: Record<string, string>;
  }>("data");

  test("are the original's", () => {
    expect(digestOf(JSON.parse(file("dist/model_to_encoding.json")))).toBe(models);
    expect(digestOf(JSON.parse(file("dist/registry.json")))).toBe(registry);
  });

  test.each(Object.entries(encoders))("%s.json is, to the byte", (name, sha256) => {
    expect(
      createHash("sha256")
        .update(file(`dist/encoders/${name}.json`))
        .digest("hex"),
    ).toBe(sha256);
  });

  test.each(["tiktoken_bg.wasm", "lite/tiktoken_bg.wasm"])("%s is a module with nothing in it", async (name) => {
    const module = await WebAssembly.compile(readFileSync(join(room, name)));
    expect([WebAssembly.Module.imports(module), WebAssembly.Module.exports(module)]).toEqual([[], []]);
  });
});

/**
 * Every name of the original's types, as programs use them. It compiles with the original too, but for the encoders in an
 * .mts under nodenext, which the original's types take for the namespace of a module.
 */
const TYPED = `
import { encoding_for_model, get_encoding, get_encoding_name_for_model, Tiktoken } from "tiktoken";
import type { TiktokenEncoding, TiktokenModel } from "tiktoken";
import * as full from "tiktoken/init";
import * as lite from "tiktoken/lite";
import * as edge from "tiktoken/lite/init";
import { load } from "tiktoken/load";
import { load as loadLite } from "tiktoken/lite/load";
import cl100k_base from "tiktoken/encoders/cl100k_base";
import gpt2 from "tiktoken/encoders/gpt2";
import o200k_base from "tiktoken/encoders/o200k_base";
import p50k_base from "tiktoken/encoders/p50k_base";
import p50k_edit from "tiktoken/encoders/p50k_edit";
import r50k_base from "tiktoken/encoders/r50k_base";
import wasm from "tiktoken/tiktoken_bg.wasm";
import edgeWasm from "tiktoken/lite/tiktoken_bg.wasm?module";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Selection = "all" | string[];
export const equal: [
  Equal<Parameters<typeof get_encoding>, [encoding: TiktokenEncoding, extend_special_tokens?: Record<string, number>]>,
  Equal<Parameters<typeof encoding_for_model>, [model: TiktokenModel, extend_special_tokens?: Record<string, number>]>,
  Equal<ReturnType<typeof get_encoding_name_for_model>, TiktokenEncoding>,
  Equal<Parameters<Tiktoken["encode"]>, [text: string, allowed_special?: Selection, disallowed_special?: Selection]>,
  Equal<ReturnType<Tiktoken["encode_with_unstable"]>, any>,
  Equal<ConstructorParameters<typeof Tiktoken>, [ranks: string, special: Record<string, number>, pattern: string]>,
  Equal<keyof Tiktoken, "free" | "encode" | "encode_ordinary" | "encode_with_unstable" | "encode_single_token" |
    "decode" | "decode_single_token_bytes" | "token_byte_values" | "name">,
  Equal<TiktokenEncoding, "gpt2" | "r50k_base" | "p50k_base" | "p50k_edit" | "cl100k_base" | "o200k_base">,
  Equal<Awaited<ReturnType<typeof load>>, Awaited<ReturnType<typeof loadLite>>>,
] = [true, true, true, true, true, true, true, true, true];

const all: Record<TiktokenEncoding, { pat_str: string; special_tokens: Record<string, number>; bpe_ranks: string }> =
  { cl100k_base, gpt2, o200k_base, p50k_base, p50k_edit, r50k_base };
const model: TiktokenModel = "gpt-4o-mini";
const encoding: Tiktoken = encoding_for_model(model, { "<|x|>": 300000 });
const ranks = all[get_encoding_name_for_model("gpt-4")];
const again: lite.Tiktoken = new lite.Tiktoken(ranks.bpe_ranks, ranks.special_tokens, ranks.pat_str);
const ids: Uint32Array = encoding.encode("a", ["<|x|>"], "all");
const bytes: Uint8Array = again.decode(ids);
const values: number[][] = again.token_byte_values();
const id: number = again.encode_single_token(again.decode_single_token_bytes(5));
const [stable, completions] = encoding.encode_with_unstable("a", "all", []);
const name: string | undefined = again.name;
const started: Promise<void> = full.init((imports) => WebAssembly.instantiate(wasm, imports));
const atEdge: Promise<void> = edge.init(async (imports) => WebAssembly.instantiate(edgeWasm, imports));
export async function loaded(): Promise<edge.Tiktoken> {
  const entry = { load_tiktoken_bpe: "https://x.example", pat_str: "", special_tokens: {}, explicit_n_vocab: 5 };
  const { bpe_ranks, special_tokens, pat_str, explicit_n_vocab } = await load(entry, async (url) => url);
  const size: number | undefined = explicit_n_vocab;
  return new edge.Tiktoken(bpe_ranks, special_tokens, pat_str + size);
}
// An object that has the methods, and a class on top of it.
const fake: Pick<Tiktoken, "encode" | "free"> = { encode: () => new Uint32Array(1), free: () => {} };
class Mine extends Tiktoken {
  override encode(text: string): Uint32Array {
    return super.encode(text, [], []);
  }
}
export const used = [bytes, fake, Mine, values, id, stable, completions, name, started, atEdge, full.get_encoding("gpt2")];
encoding.free();
// @ts-expect-error
get_encoding("o200k_harmony");
// @ts-expect-error
encoding.encode("a", "none");
// @ts-expect-error
encoding_for_model("gpt-nine");
`;

describe.each(["nodenext", "bundler"])("a typed program compiles, resolved as %s does", (resolution) => {
  const module = resolution === "nodenext" ? resolution : "esnext";
  const tsc = fileURLToPath(new URL("../../../../node_modules/typescript/bin/tsc", import.meta.url));
  const options = `--ignoreConfig --strict --noEmit --target es2022 --lib es2022,dom --module ${module} --moduleResolution ${resolution}`;

  test.each(["mts", "cts"])("as .%s", (ending) => {
    writeFileSync(join(folder, `typed.${ending}`), TYPED);
    expect(run([tsc, ...options.split(" "), `typed.${ending}`])).toBe("");
  });
});
