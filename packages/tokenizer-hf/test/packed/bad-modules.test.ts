/** Modules that another version made, or that were damaged; files and names that can't be packed. */
import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { HfError, packPretrained, packTokenizer } from "../../src/pack/index.ts";
import { fromPacked, type PackedTokenizer } from "../../src/packed/index.ts";
import { openModule } from "./packed-module.ts";

const file = new URL("../fixtures/families.json.gz", import.meta.url);
const families = JSON.parse(gunzipSync(readFileSync(file)).toString()) as { name: string; json: object }[];
const json = (name: string): object => families.find((family) => family.name === name)!.json;

function codeOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(HfError);
    return (error as HfError).code;
  }
  return undefined;
}

test("a module of another format says to pack again", () => {
  const { name, code } = packTokenizer(json("qwen3"), { name: "qwen3" });
  const older = code.replace("format: 3,", "format: 2,");
  expect(older).not.toBe(code);
  expect(() => openModule({ name, code: older })).toThrow(
    'The module of "qwen3" has format 2, and this version of @windrow/tokenizer-hf reads format 3. Pack it again: windrow pack.',
  );
});

test.each(["qwen3", "llama3", "smollm-flags", "phi-3-mini"])("%s, of which something is missing", (name) => {
  const { code } = packTokenizer(json(name), { name: "hay" });
  // A digit of the pairs, the end of the file's JSON, the end of the config's.
  const changes: [RegExp, string][] = [
    [/((?:pairs|merges): ["'])./, "$1"],
    [/(file: .*)\}(['"], (?:config|vocabulary|lists): )/, "$1$2"],
    [/(config: ['"]\{)\}/, "$1"],
  ];
  for (const [part, without] of changes) {
    const cut = code.replace(part, without);
    expect(cut.length).toBe(code.length - 1);
    expect([part, codeOf(() => openModule({ name: "hay", code: cut }))]).toEqual([part, "HF_INVALID_PACK"]);
  }
});

test.each<[string, Partial<Record<"table" | "vocabulary", (value: never) => unknown>>]>([
  ["tables that are cut", { table: (text: string) => text.slice(0, -1) }],
  ["tables without a field", { table: (text: string) => JSON.stringify({ ...JSON.parse(text), sections: undefined }) }],
  ["tables without states", { table: (text: string) => JSON.stringify({ ...JSON.parse(text), steps: [] }) }],
  ["a state that is not there", { table: (text: string) => text.replace(/"steps":\[\d+/, '"steps":[65532') }],
  ["code points without a class", { table: (text: string) => text.replace(/"lengths":\[\d+/, '"lengths":[1') }],
  ["other tokens that are cut", { vocabulary: (one: { unmade: string }) => ({ ...one, unmade: one.unmade.slice(1) }) }],
])("%s", (_, changes) => {
  const { name, code } = packTokenizer(json("deepseek_v3"), { name: "deepseek" });
  const read = code.slice(code.indexOf("fromPacked(") + 11, code.lastIndexOf(")"));
  const packed = runInNewContext(`(${read})`) as Record<string, unknown>;
  expect(fromPacked(packed as unknown as PackedTokenizer).name).toBe(name);
  for (const [field, change] of Object.entries(changes)) {
    const damaged = { ...packed, [field]: change(packed[field] as never) };
    expect(damaged[field]).not.toEqual(packed[field]);
    expect(codeOf(() => fromPacked(damaged as unknown as PackedTokenizer))).toBe("HF_INVALID_PACK");
  }
});

test("a module of another model, opened by what opens byte-level models", () => {
  const { name, code } = packTokenizer(json("bert-base-uncased"), { name: "bert" });
  expect(code).toContain('"@windrow/tokenizer-hf/packed-all"');
  expect(openModule({ name, code }).countTokens("hay")).toBeGreaterThan(0);
  const other = code.replace("packed-all", "packed");
  expect(codeOf(() => openModule({ name, code: other }))).toBe("HF_INVALID_PACK");
});

test.each([undefined, null, 1, "qwen3", {}, []])("%j is not a packed tokenizer", (packed) => {
  expect(codeOf(() => fromPacked(packed as unknown as PackedTokenizer))).toBe("HF_INVALID_PACK");
});

test("names that can't be exported", () => {
  for (const name of ["", "a b", "1a", "class", "fromPacked", "ä", 3])
    expect(codeOf(() => packTokenizer(json("qwen3"), { name: name as string }))).toBe("HF_INVALID_OPTION");
  expect(packTokenizer(json("qwen3"), { name: "$q_1" }).code).toContain("export const $q_1 = ");
});

test("files that can't be read are refused as fromJson refuses them", () => {
  expect(codeOf(() => packTokenizer("{"))).toBe("HF_INVALID_FILE");
  expect(codeOf(() => packTokenizer({ ...json("qwen3"), normalizer: { type: "Hay" } }))).toBe("HF_UNSUPPORTED_FILE");
  expect(codeOf(() => packTokenizer({ ...json("qwen3"), hay: 1 }))).toBe("HF_INVALID_FILE");
  expect(codeOf(() => packTokenizer(json("qwen3"), { chatTemplate: 1 as unknown as boolean }))).toBe(
    "HF_INVALID_OPTION",
  );
});

test("a model that is not there", async () => {
  await expect(packPretrained("./no-such-folder")).rejects.toThrow(expect.objectContaining({ code: "HF_NOT_FOUND" }));
});
