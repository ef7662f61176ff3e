/** `windrow decode`: ids back to their bytes. */
import { spawnSync } from "node:child_process";
import { golden } from "@windrow/testing";
import { modelFamily } from "@windrow/testing/hugging-face";
import { BpeError, listEncodingNames } from "@windrow/tokenizer-bpe";
import { describe, expect, test } from "vitest";
import { bytesOf, type DecodeJson } from "../../../src/commands/decode/run-decode.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { scratchFolder } from "../../helpers/scratch-folder.ts";
import { MAIN, plainEnvironment, spawnCli } from "../../helpers/spawn-cli.ts";

const scratch = scratchFolder();

interface Golden {
  readonly texts: { readonly edge: Record<string, string>; readonly fuzz: string[] };
  readonly results: Record<string, { readonly edge: Record<string, number[]>; readonly fuzz: number[][] }>;
}
const { texts, results } = golden<Golden>("tokenizer");

test.each(listEncodingNames())("tiktoken's ids of %s become the texts again", async (encoding) => {
  const { edge, fuzz } = results[encoding]!;
  const all: [string, number[]][] = [
    ...Object.keys(edge).map((name): [string, number[]] => [texts.edge[name]!, edge[name]!]),
    ...texts.fuzz.slice(0, 40).map((text, i): [string, number[]] => [text, fuzz[i]!]),
  ];
  for (const [text, ids] of all.filter(([one]) => one !== "" && one.length < 10_000)) {
    const { code, stdout } = await runCli(["decode", ...ids.map(String), "-e", encoding]);
    expect([code, stdout]).toEqual([0, text]);
  }
});

test("a model's ids", async () => {
  const { json, encode } = modelFamily("qwen3");
  const file = await scratch.write("qwen3.json", JSON.stringify(json));
  for (const { text, asText } of encode
    .filter((one) => one.text !== "" && one.text.normalize("NFC") === one.text)
    .slice(0, 20)) {
    const { code, stdout } = await runCli(["decode", asText.join(","), "--tokenizer", file]);
    expect([code, stdout]).toEqual([0, text]);
  }
});

test("it undoes tokenize --ids, byte for byte, through pipes", async () => {
  const text = "\ufeffhay \ud83d\udc69\u200d\ud83c\udf3e\r\n\u001b[31m\t\u65e5\u672c ".repeat(20_000);
  const file = await scratch.write("whole.txt", text);
  const run = (args: string[], input?: Buffer): Buffer => {
    const { status, stdout } = spawnSync(process.execPath, [MAIN, ...args], {
      input,
      maxBuffer: 2 ** 26,
      env: plainEnvironment(),
    });
    expect(status).toBe(0);
    return stdout;
  };
  const ids = run(["tokenize", file, "--ids", "-e", "o200k_base"]);
  expect(run(["decode", "-", "-e", "o200k_base"], ids).equals(Buffer.from(text))).toBe(true);
});

describe("how ids are written", () => {
  test.each([
    [["49", "539", "340"]],
    [["49 539\t340"]],
    [["49,539, 340"]],
    [["[49, 539, 340]"]],
    [[" [49,539,340]\n"]],
    [["[49", ",", "539", "340]"]],
    [["49+539", "+340"]],
  ])("%j", async (args) => {
    expect(await runCli(["decode", ...args, "-e", "gpt2"])).toEqual({ code: 0, stdout: "Rake it", stderr: "" });
    const file = await scratch.write("ids.txt", args.join("\n"));
    expect((await runCli(["decode", file, "-e", "gpt2"])).stdout).toBe("Rake it");
  });
});

describe("bytes that are not UTF-8", () => {
  // The first two of the three bytes of a character.
  const CUT = ["decode", "71", "33768", "-e", "gpt2"];
  test("to a pipe as they are", () => {
    const { stdout } = spawnSync(process.execPath, [MAIN, ...CUT], { env: plainEnvironment() });
    expect(stdout).toEqual(Buffer.from([0x68, 0xe6, 0x97]));
  });

  test("on a terminal and in JSON to be seen", async () => {
    expect((await runCli(CUT, { isTerminal: true })).stdout).toBe("h<0xE6><0x97>");
    expect((await runCli([...CUT, "--json"])).stdout).toBe(
      '{"schemaVersion":1,"encoding":"gpt2","tokens":2,"bytes":3,"text":null,"hex":"68e697"}\n',
    );
    expect(JSON.parse((await runCli(["decode", "71", "-e", "gpt2", "--json"])).stdout)).toEqual({
      schemaVersion: 1,
      encoding: "gpt2",
      tokens: 1,
      bytes: 1,
      text: "h",
      hex: null,
    } satisfies DecodeJson);
  });
});

test("on a terminal spaces are spaces, and tabs go to their stops", async () => {
  // gpt2: a tab is 197, and 256 is two spaces.
  const ids = ["64", "197", "65", "220", "66"];
  expect((await runCli(["decode", ...ids, "-e", "gpt2"], { isTerminal: true })).stdout).toBe("a       b c");
});

test("an error of the tokenizer that is about no id is its own", () => {
  const tooLong = new BpeError("BPE_TEXT_TOO_LONG", "the text is longer than a string can be.");
  const decodeBytes = (): never => {
    throw tooLong;
  };
  const tokenizer = { name: "hay", vocabSize: 10, decodeBytes };
  expect(() => bytesOf({ ids: Int32Array.of(1, 2), placeOf: () => "" }, tokenizer)).toThrow(tooLong);
});

describe("what is not an id", () => {
  test("a number that the tokenizer does not have, with its place", async () => {
    const typed = await runCli(["decode", "49", "50257", "-e", "gpt2"]);
    expect([typed.code, typed.stdout]).toEqual([1, ""]);
    expect(typed.stderr).toContain(
      "Token id 50257 (number 2 of the ids) is not a token of gpt2, whose ids go from 0 to 50256.",
    );
    // With many ids, the bytes are looked up differently.
    const file = await scratch.write("many.txt", `${"49 539\n".repeat(5000)} 340,[`.replace("[", "200000"));
    const read = await runCli(["decode", file, "-e", "cl100k_base"]);
    expect(read.stderr).toContain(`Token id 200000 (line 5001, column 6 of ${file}) is not a token of cl100k_base`);
    // Between the last rank and the special tokens.
    const unused = await runCli(["decode", "100256", "-e", "cl100k_base"]);
    expect([unused.code, unused.stderr]).toEqual([1, expect.stringContaining("100256")]);
    const model = await scratch.write("qwen.json", JSON.stringify(modelFamily("qwen3").json));
    const ofModel = await runCli(["decode", "1", "99999999", "--tokenizer", model]);
    expect(ofModel.stderr).toContain("Token id 99999999 (number 2 of the ids) is not a token of qwen");
  });

  test.each([
    ["49 -1", '"-1" (line 1, column 4 of'],
    ["49\n5.5", '"5.5" (line 2, column 1 of'],
    ["49\n  99999999999", '"99999999999" (line 2, column 3 of'],
    ['["49"]', '"\\"49\\""'],
    ["[[49]]", '"[[49]]"'],
    ["49 Rake", '"Rake" (line 1, column 4 of'],
    ["[]", "has no token ids"],
    [" \n", "has no token ids"],
    ["49 \u202eevil", "\\u202eevil"],
  ])("%j in a file", async (content, said) => {
    const file = await scratch.write("bad.txt", content);
    const { code, stdout, stderr } = await runCli(["decode", file]);
    expect([code, stdout, stderr]).toEqual([1, "", expect.stringContaining(said)]);
  });

  test.each([
    [["decode", "Rake"], '"Rake" is neither a token id nor a file.'],
    [["decode", "49", "Rake"], '"Rake" is neither a token id nor a file.'],
    [["decode", "49", "-"], "give ids, or one file of ids, but not both."],
    [["decode", "\u001b[31m"], '"\\u001b[31m" is neither'],
  ])("%j", async (args, said) => {
    const { code, stdout, stderr } = await runCli(args);
    expect([code, stdout, stderr]).toEqual([2, "", expect.stringContaining(said)]);
  });
});

test("a closed pipe is quiet", async () => {
  const file = await scratch.write("big.txt", "464 27678 318 287 15274 13 ".repeat(300_000));
  const { code, stderr } = await spawnCli(["decode", file, "-e", "gpt2"], {
    onStart: ({ stdout }) => stdout!.once("data", () => stdout!.destroy()),
  });
  expect([code, stderr]).toEqual([0, ""]);
});
