/**
 * Every option of every command has an effect, or is refused. The table names each option of each command:
 * where it does nothing, what is refused, and else that it always does something. A new option has to be added.
 */
import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { beforeAll, describe, expect, test } from "vitest";
import { program } from "../../src/cli.ts";
import { guarded } from "../../src/terminal/terminal.ts";
import { runCli } from "../helpers/run-cli.ts";
import { scratchFolder } from "../helpers/scratch-folder.ts";

/** Arguments beside the option and its value; what the refusal says. */
type Idle = readonly [args: readonly string[], refusal: RegExp];

/** It changes what comes out, whatever the other options are. */
const ALWAYS: readonly Idle[] = [];

const NO_VOCAB: Idle = [["--text", "a"], /--pattern applies only to --vocab; an encoding has its own\./];
const BOTH: Idle = [["--text", "a", "--vocab", "v.tiktoken"], /both --encoding and --vocab given\. Leave one out\./];
const NAMED: Idle = [["a.txt"], /both --text and a file given\. Leave one out\./];
const TO = ["-o", "out"];
const PAGE_PATTERN: Idle = [[], /--pattern applies only to --vocab/];

const MODEL: Idle = [
  ["--text", "a", "--tokenizer", "a/b"],
  /both --(encoding|model|vocab) and --tokenizer given\. Leave one out\./,
];
const BY_MODEL: Idle = [["--text", "a", "--model", "gpt-4o"], /both --encoding and --model given\. Leave one out\./];

const TOKENIZER = {
  encoding: [BOTH, BY_MODEL, MODEL],
  model: [MODEL],
  tokenizer: ALWAYS,
  vocab: [MODEL],
  pattern: [NO_VOCAB],
};
/** The same beside an option that the command must have. */
const LIMITED = ["-n", "1"];
const beside = (
  table: Readonly<Record<string, readonly Idle[]>>,
  more: readonly string[],
): Record<string, readonly Idle[]> =>
  Object.fromEntries(
    Object.entries(table).map(([name, idle]) => [
      name,
      idle.map(([args, refusal]): Idle => [[...args, ...more], refusal]),
    ]),
  );
const WINDOWS = {
  ...TOKENIZER,
  text: [NAMED],
  special: ALWAYS,
  maxLength: ALWAYS,
  stride: ALWAYS,
  limit: ALWAYS,
  json: ALWAYS,
};
const PAGE = {
  text: [NAMED],
  encoding: ALWAYS, // the vocabulary of --vocab stands beside them
  model: ALWAYS, // so does its encoding
  tokenizer: ALWAYS,
  vocab: [[["--tokenizer", "a/b"], /both --vocab and --tokenizer given\. Leave one out\./] satisfies Idle],
  pattern: [PAGE_PATTERN],
  maxLength: ALWAYS,
  stride: ALWAYS,
  batchSize: ALWAYS,
  embeddingDim: ALWAYS,
  seed: ALWAYS, // of the weights too
};
const EXECUTOR = {
  executor: ALWAYS,
  threads: [[["--redis", "redis://localhost"], /--threads has no effect here: give it to windrow worker\./]],
  rank: [
    [["--executor", "threads"], /--rank and --world-size apply only to --executor rank/],
    [[], /no world size given\. Give --world-size N/],
  ],
  worldSize: [[["--executor", "threads"], /--rank and --world-size apply only to --executor rank/]],
  redis: [[["--executor", "threads"], /--redis applies only to --executor bullmq/]],
  json: ALWAYS,
} satisfies Record<string, readonly Idle[]>;

const TABLE: Readonly<Record<string, Readonly<Record<string, readonly Idle[]>>>> = {
  demo: {
    text: [NAMED],
    json: ALWAYS,
    encoding: [BY_MODEL],
    model: ALWAYS,
    maxLength: ALWAYS,
    stride: ALWAYS,
    batchSize: ALWAYS,
    embeddingDim: ALWAYS,
    seed: ALWAYS, // of the weights too
    shuffle: ALWAYS,
  },
  tokenize: {
    ...TOKENIZER,
    text: [NAMED],
    special: ALWAYS,
    whitespace: [
      [["--text", "a", "--json"], /--whitespace has no effect with --json/],
      [["--text", "a", "--ids"], /--whitespace has no effect with --ids/],
    ],
    ids: [[["--text", "a", "--json"], /--ids has no effect with --json/]],
    json: ALWAYS,
  },
  truncate: {
    ...beside(TOKENIZER, LIMITED),
    text: [[["a.txt", "-n", "1"], NAMED[1]]],
    tokens: ALWAYS,
    from: ALWAYS,
    ellipsis: ALWAYS,
    special: ALWAYS,
    json: ALWAYS,
  },
  diff: {
    text: [[["gpt2", "gpt2", "a.txt"], NAMED[1]]],
    special: ALWAYS,
    limit: ALWAYS,
    json: ALWAYS,
  },
  split: {
    ...beside(TOKENIZER, LIMITED),
    text: [[["a.txt", ...LIMITED], NAMED[1]]],
    tokens: ALWAYS,
    overlap: ALWAYS,
    at: ALWAYS,
    output: ALWAYS,
    special: ALWAYS,
    json: ALWAYS,
  },
  decode: {
    encoding: [
      [["1", "--vocab", "v.tiktoken"], BOTH[1]],
      [["1", "--tokenizer", "a/b"], MODEL[1]],
      [["1", "--model", "gpt-4o"], BY_MODEL[1]],
    ],
    model: [[["1", "--tokenizer", "a/b"], MODEL[1]]],
    tokenizer: ALWAYS,
    vocab: [[["1", "--tokenizer", "a/b"], MODEL[1]]],
    pattern: [[["1"], NO_VOCAB[1]]],
    json: ALWAYS,
  },
  count: {
    ...TOKENIZER,
    encoding: [BOTH, MODEL], // the encoding of --model stands beside them
    text: [NAMED],
    special: ALWAYS,
    by: [[["--text", "a"], /--by has no effect with --text, which is one text\. Leave it out\./]],
    top: [[["--text", "a"], /--top has no effect with --text/]],
    threads: [[["--text", "a"], /--threads has no effect with --text/]],
    limit: ALWAYS,
    json: ALWAYS,
  },
  compare: {
    text: [NAMED],
    encoding: ALWAYS,
    model: ALWAYS,
    tokenizer: ALWAYS,
    vocab: ALWAYS,
    pattern: [NO_VOCAB],
    special: [[["--text", "a", "-e", "simple"], /--special has no effect on simple/]],
    whitespace: [[["--text", "a", "--json"], /--whitespace has no effect with --json/]],
    json: ALWAYS,
  },
  windows: WINDOWS,
  batches: {
    ...WINDOWS,
    batchSize: ALWAYS,
    shuffle: ALWAYS,
    seed: [
      [["--text", "a b c"], /--seed has no effect without --shuffle\. Add that, or leave it out\./],
      [["--text", "a b c", "--json"], /--seed has no effect without --shuffle/],
    ],
    dropLast: ALWAYS,
  },
  embed: {
    ...TOKENIZER,
    text: [NAMED],
    special: ALWAYS,
    embeddingDim: ALWAYS,
    positional: ALWAYS,
    seed: ALWAYS, // the tokens' table is drawn with any positions
    limit: ALWAYS,
    json: ALWAYS,
  },
  inspect: { ...TOKENIZER, text: [[["464"], /both --text and an id given\. Leave one out\./]], json: ALWAYS },
  report: {
    ...PAGE,
    output: ALWAYS,
    force: [[["-o", "-"], /--force has no effect with --output -, which replaces nothing\. Leave it out\./]],
    json: [[["-o", "-"], /--output - puts the page on stdout, where --json has no place\. Leave one out\./]],
  },
  serve: { ...PAGE, port: ALWAYS },
  train: {
    vocabSize: ALWAYS,
    output: ALWAYS,
    pattern: ALWAYS,
    specialToken: ALWAYS,
    minFrequency: ALWAYS,
    threads: ALWAYS,
    resume: ALWAYS,
    force: ALWAYS,
    json: ALWAYS,
  },
  pack: {
    output: ALWAYS,
    chatTemplate: [
      [
        ["package.json", "-o", "a.mjs"],
        /--chat-template has no effect with a file, which has no chat template\. Give its folder/,
      ],
    ],
    force: ALWAYS,
    json: ALWAYS,
  },
  prepare: {
    output: ALWAYS,
    encoding: [
      [["a.txt", ...TO, "--vocab", "v.tiktoken"], /both --encoding and --vocab given/],
      [["a.txt", ...TO, "--tokenizer", "a/b"], /both --encoding and --tokenizer given/],
    ],
    model: [[["a.txt", ...TO, "-e", "gpt2"], /both --encoding and --model given/]],
    tokenizer: ALWAYS,
    vocab: [[["a.txt", ...TO, "--tokenizer", "a/b"], /both --vocab and --tokenizer given/]],
    pattern: [
      [
        ["a.txt", ...TO, "--tokenizer", "a/b"],
        /--pattern and --special-token apply only to --vocab; a model has its own/,
      ],
      [["a.txt", ...TO, "-e", "gpt2"], /--pattern and --special-token apply only to --vocab/],
      [["a.txt", ...TO, "--vocab", "v.json"], /leave --pattern and --special-token out/],
    ],
    specialToken: [
      [
        ["a.txt", ...TO, "--tokenizer", "a/b"],
        /--pattern and --special-token apply only to --vocab; a model has its own/,
      ],
      [["a.txt", ...TO, "-e", "gpt2"], /--pattern and --special-token apply only to --vocab/],
      [["a.txt", ...TO, "--vocab", "v.json"], /leave --pattern and --special-token out/],
    ],
    format: ALWAYS,
    shardTokens: ALWAYS,
    validation: ALWAYS,
    dedupe: ALWAYS,
    inputType: ALWAYS,
    // These two by what the inputs have in them: below.
    separator: ALWAYS,
    field: ALWAYS,
    maxExpansion: ALWAYS,
    invalidText: ALWAYS,
    endOfText: ALWAYS,
    unitBytes: ALWAYS,
    planOnly: ALWAYS,
    ...Object.fromEntries(
      Object.entries(EXECUTOR).map(([name, idle]) => [
        name,
        idle.map(([args, refusal]): Idle => [["a.txt", ...TO, "-e", "gpt2", ...args], refusal]),
      ]),
    ),
  },
  worker: { redis: ALWAYS, threads: ALWAYS, folder: ALWAYS },
  status: { json: ALWAYS },
  resume: Object.fromEntries(
    Object.entries(EXECUTOR).map(([name, idle]) => [
      name,
      idle.map(([args, refusal]): Idle => [["out", ...args], refusal]),
    ]),
  ),
  verify: { json: ALWAYS },
  chat: {
    text: [[["a.json", "--model", "gpt-4o"], NAMED[1]]],
    tokenizer: ALWAYS,
    template: [[["a.json", "--model", "gpt-4o"], /--template has no effect with --model/]],
    model: [[["a.json", "--tokenizer", "a/b"], /both --model and --tokenizer given\. Leave one out\./]],
    generationPrompt: [
      [
        ["a.json", "--model", "gpt-4o"],
        /--generation-prompt has no effect with --model|--no-generation-prompt has no effect with --model/,
      ],
    ],
    json: ALWAYS,
  },
  completion: {},
  help: {},
};

/** Something that each option takes. */
const VALUES: Readonly<Record<string, string>> = {
  encoding: "o200k_base",
  model: "gpt-4o",
  pattern: "gpt2",
  vocab: "v.tiktoken",
  special: "all",
  text: "a b c",
  seed: "4",
  separator: "x",
  field: "body",
  threads: "2",
  by: "type",
  top: "1",
  rank: "0",
  worldSize: "2",
  redis: "redis://localhost",
  template: "x.jinja",
};
const valueOf = (command: string, name: string): string =>
  command === "prepare" && name === "specialToken" ? "<|endoftext|>=300" : VALUES[name]!;

const root: Command = program(guarded({ stdout: () => {}, stderr: () => {}, isStyled: false, showsProgress: false }));
const scratch = scratchFolder();

test("the table has every option of every command", () => {
  const real = Object.fromEntries(
    root.commands.map((command) => [
      command.name(),
      [...new Set(command.options.map((option) => option.attributeName()))].toSorted(),
    ]),
  );
  const listed = Object.entries(TABLE).map(([name, options]) => [name, Object.keys(options).toSorted()]);
  expect(Object.fromEntries(listed)).toEqual(real);
  // Colour a script may ask for or against whatever it runs, as NO_COLOR is set for all.
  expect(root.options.map(({ long }) => long)).toEqual(["--version", "--color", "--no-color"]);
});

const cases = Object.entries(TABLE).flatMap(([command, options]) =>
  Object.entries(options).flatMap(([name, idle]) =>
    idle.map(([args, refusal]) => [command, name, args, refusal] as const),
  ),
);
test.each(cases)("%s: %s with %j is refused before anything is done", async (command, name, args, refusal) => {
  const { long, required } = root.commands
    .find((one) => one.name() === command)!
    .options.find((option) => option.attributeName() === name)!;
  const option = required ? [long!, valueOf(command, name)] : [long!];
  const { code, stdout, stderr } = await runCli([command, ...args, ...option]);
  expect([code, stdout, stderr.split("\n")[0]]).toEqual([2, "", expect.stringMatching(refusal)]);
  expect(stderr).toMatch(/\nUsage: windrow /);
});

test("the same options where they have an effect", async () => {
  const shuffled = await runCli(["batches", "--text", "a b c d e", "--max-length", "1", "--shuffle", "--seed", "4"]);
  const ordered = await runCli(["batches", "--text", "a b c d e", "--max-length", "1"]);
  expect([shuffled.code, ordered.code, shuffled.stdout === ordered.stdout]).toEqual([0, 0, false]);
  expect((await runCli(["compare", "--text", "a", "-e", "gpt2,simple", "--special", "all"])).code).toBe(0);
  expect((await runCli(["tokenize", "--text", "a b", "--whitespace"])).code).toBe(0);
  const line = await scratch.write("a.jsonl", '{"body": "hay"}\n');
  const text = await scratch.write("b.txt", "hay");
  const output = scratch.path("out");
  for (const [input, option] of [
    [line, "--separator"],
    [text, "--field"],
  ]) {
    const { code, stderr } = await runCli(["prepare", input!, "-o", output, "-e", "gpt2", option!, "body"]);
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(new RegExp(`^windrow: ${option!} is set, but .*leave it out`)),
    ]);
  }
  // Text and lines together: each option has its inputs.
  const both = ["--field", "body", "--separator", "x"];
  expect(await runCli(["prepare", line, text, "-o", output, "-e", "gpt2", ...both])).toMatchObject({
    code: 0,
    stderr: "",
  });
});

describe("a pattern beside a vocabulary that says its own", () => {
  let vocab: string;
  let input: string;
  beforeAll(async () => {
    input = await scratch.write("train.txt", "hay hay rake");
    vocab = scratch.path("own.tiktoken");
    const size = ["--vocab-size", "258", "--special-token", "<|endoftext|>"];
    expect((await runCli(["train", input, "-o", vocab, ...size])).code).toBe(0);
  });

  test.each(["count", "tokenize", "windows", "batches", "embed", "report"])("%s", async (command) => {
    const page = command === "report" ? ["-o", scratch.path("page.html")] : [];
    const { code, stderr } = await runCli([command, input, "--vocab", vocab, "--pattern", "gpt2", ...page]);
    expect([code, stderr]).toEqual([
      1,
      `windrow: ${vocab}.json says how ${vocab} splits text. Leave --pattern out, or remove that file.\n`,
    ]);
  });

  test("prepare, which would lose its special tokens", async () => {
    const args = ["prepare", input, "-o", scratch.path("o"), "--vocab", vocab];
    expect(await runCli([...args, "--pattern", "gpt2"])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("Leave --pattern out"),
    });
    expect((await runCli(args)).code).toBe(0);
    const manifest = JSON.parse(readFileSync(scratch.path("o/prepare/job.json"), "utf8"));
    expect(manifest.tokenizer.source.specialTokens).toEqual({ "<|endoftext|>": 257 });
  });
});
