/**
 * Text that others wrote, in names, contents and vocabularies, never acts on a terminal, and JSON has it as it
 * is. `runCli` holds everything that is written against that.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { forged, HOSTILE, inAllLooks, READERS } from "../helpers/hostile.ts";
import { expectHarmless, runCli } from "../helpers/run-cli.ts";
import { scratchFolder } from "../helpers/scratch-folder.ts";

const scratch = scratchFolder();
let made = 0;
const fresh = (): string => scratch.path(`made-${made++}`);

test("the oracle of these tests finds what is harmful", () => {
  for (const [, text] of HOSTILE) {
    if (text.startsWith("x\n")) expect(() => expectHarmless(text, false)).not.toThrow();
    else expect(() => expectHarmless(text, false)).toThrow(/harmless/);
  }
  expect(() => expectHarmless("\u001b[1mbold\u001b[22m \u001b]0;pwn\u0007", true)).toThrow(/harmless/);
});

describe("names of files that are not there", () => {
  test.each(HOSTILE)("%s", async (_, text) => {
    const name = `a${text}b`;
    for (const args of [...READERS, ["serve"], ["report", "-o", fresh()], ["status"], ["resume"], ["verify"]]) {
      const { code, stderr } = await inAllLooks([...args, scratch.path(name)]);
      expect([args[0], code, forged(stderr)]).toEqual([args[0], 1, []]);
    }
    for (const args of [
      ["train", scratch.path(name), "--vocab-size", "300", "-o", fresh() + ".tiktoken"],
      ["train", scratch.path("nowhere"), "--vocab-size", "300", "-o", scratch.path(`${name}.x`)],
      ["prepare", scratch.path(name), "-o", fresh(), "-e", "gpt2"],
      ["prepare", scratch.path("nowhere"), "-o", scratch.path(`${name}`), "-e", "gpt2"],
      ["count", scratch.path("nowhere"), "--vocab", scratch.path(name)],
      ["count", scratch.path(`${name}*`)],
    ])
      expect([args[0], forged((await inAllLooks(args)).stderr)]).toEqual([args[0], []]);
  });
});

describe("names and contents of files that are there", () => {
  test.each(HOSTILE)("%s", async (_, text) => {
    // With two files, names become headings and rows. Control characters do not get a file refused.
    const content = `Rake ${text} hay ${text} and ${text} rows.\n`;
    const paths = [await scratch.write(`n${text}1.txt`, content), await scratch.write(`n${text}2.txt`, "Hay and hay")];
    for (const args of READERS) {
      const takesMany = ["tokenize", "count", "compare"].includes(args[0]!);
      const { code, stdout } = await inAllLooks([...args, ...(takesMany ? paths : paths.slice(0, 1))]);
      expect([args, code]).toEqual([args, 0]);
      if (!args.includes("--json")) continue;
      const json = JSON.parse(stdout);
      if (takesMany) expect(json.files.map(({ file }: { file: string }) => file)).toEqual(paths);
      if (args[0] === "tokenize")
        expect(json.files[0].pieces.map((piece: { text: string }) => piece.text).join("")).toBe(content);
    }
    const output = scratch.path(`page${text}.html`);
    const report = await inAllLooks(["report", paths[0]!, "-o", output, "--embedding-dim", "2", "--json", "--force"]);
    expect([report.code, JSON.parse(report.stdout).output]).toEqual([0, output]);
    await inAllLooks(["report", paths[0]!, "-o", output, "--embedding-dim", "2"]);
    const prepared = scratch.path(`out${text}`);
    const events = await runCli(["prepare", ...paths, "-o", prepared, "-e", "gpt2", "--json"]);
    expect([events.code, events.stderr]).toEqual([0, ""]);
    expect(JSON.parse(events.stdout.trimEnd().split("\n").at(-1)!)).toMatchObject({ event: "done", output: prepared });
    for (const command of ["prepare", "status", "verify", "resume"]) {
      const more = command === "prepare" ? [...paths, "-e", "gpt2", "-o"] : [];
      expect([command, (await inAllLooks([command, ...more, prepared])).code]).toEqual([command, 0]);
    }
    expect(JSON.parse((await runCli(["status", prepared, "--json"])).stdout).output).toBe(prepared);
    expect(JSON.parse((await runCli(["verify", prepared, "--json"])).stdout).output).toBe(prepared);
  });

  test("a name that is not UTF-8, in a folder of prepare", async () => {
    const folder = fresh();
    mkdirSync(folder);
    writeFileSync(
      Buffer.concat([Buffer.from(`${folder}/a\u001b]0;pwn\u0007`), Uint8Array.of(0xff), Buffer.from(".txt")]),
      "hay",
    );
    writeFileSync(join(folder, "b.txt"), "hay");
    for (const json of [[], ["--json"]]) await inAllLooks(["prepare", folder, "-o", fresh(), "-e", "gpt2", ...json]);
  });
});

describe("vocabularies", () => {
  const bytes = Array.from({ length: 256 }, (_, byte) => `${Buffer.from([byte]).toString("base64")} ${byte}\n`).join(
    "",
  );

  test.each(HOSTILE)("%s", async (_, text) => {
    const wrong = [
      ["e.json", `{"model": ${text}}`],
      ["f.json", JSON.stringify({ model: { type: text, vocab: { [text]: text }, merges: [text] } })],
      ["g.json", JSON.stringify({ model: text, normalizer: { type: text }, post_processor: { type: text } })],
      ["h.model", `minbpe v1\n${text}\n1\n${text}`],
      ["i.tiktoken", `${text} 0\n`],
      ["j.tiktoken", `${bytes}${text}\n`],
      ["k.tiktoken", bytes],
    ] as const;
    await scratch.write("k.tiktoken.json", `{"name": ${JSON.stringify(text)}, ${text}`);
    for (const [name, content] of wrong) {
      const vocab = await scratch.write(name, content);
      for (const pattern of name.endsWith(".tiktoken") ? [[], ["--pattern", `(${text}`]] : [[]])
        expect(await inAllLooks(["count", "--text", "a", "--vocab", vocab, ...pattern])).toMatchObject({ code: 1 });
      const { code } = await inAllLooks([
        "prepare",
        await scratch.write("a.txt", "a"),
        "-o",
        fresh(),
        "--vocab",
        vocab,
      ]);
      expect(code).toBeGreaterThan(0);
    }
  });

  test.each(HOSTILE)("one that is right, but for its name, the name in it, and a token: %s", async (_, text) => {
    const input = await scratch.write("train.txt", `hay ${text} hay`);
    const vocab = scratch.path(`v${text}.tiktoken`);
    const size = ["--vocab-size", "258", "--special-token", `<${text}>`];
    expect((await inAllLooks(["train", input, "-o", vocab, ...size, "--force"])).code).toBe(0);
    const trained = await runCli(["train", input, "-o", vocab, ...size, "--force", "--json"]);
    expect(JSON.parse(trained.stdout.trimEnd().split("\n").at(-1)!)).toMatchObject({ event: "done", output: vocab });
    for (const args of READERS.filter(
      ([command]) => command !== "demo" && command !== "compare" && command !== "diff",
    )) {
      const special = args[0] === "inspect" ? [] : ["--special", "all"];
      expect([args, (await inAllLooks([...args, input, "--vocab", vocab, ...special])).code]).toEqual([args, 0]);
    }
    for (const json of [[], ["--json"]]) {
      expect((await inAllLooks(["compare", input, "--vocab", vocab, ...json])).code).toBe(0);
      expect((await inAllLooks(["inspect", "257", "--vocab", vocab, ...json])).code).toBe(0);
    }
    const report = ["report", input, "-o", fresh(), "--vocab", vocab, "--embedding-dim", "2"];
    expect((await runCli(report)).code).toBe(0);
  });
});
