/** `--json` of every command against figures of the reference implementations. */
import { fileOfCorpus, golden, sha256OfIds, type TextName, testWithCorpus } from "@windrow/testing";
import { listEncodingNames } from "@windrow/tokenizer-bpe";
import { describe, expect, test } from "vitest";
import type {
  BatchesJson,
  CompareJson,
  CountJson,
  EmbedJson,
  InspectJson,
  TokenizeJson,
  WindowsJson,
} from "../../src/index.ts";
import { runCli } from "../helpers/run-cli.ts";
import { scratchFolder } from "../helpers/scratch-folder.ts";

const scratch = scratchFolder();

interface TokenizerGolden {
  readonly texts: { readonly edge: Record<string, string>; readonly fuzz: string[]; readonly special: string[] };
  readonly results: Record<
    string,
    {
      readonly edge: Record<string, number[]>;
      readonly fuzz: number[][];
      readonly special: { ordinary: number[]; allowed_all: number[] }[];
      readonly corpora: Record<string, { count: number; sha256_i32le: string }>;
    }
  >;
}
const tokenizers = golden<TokenizerGolden>("tokenizer");
const standing = golden<Pick<TokenizerGolden, "results">>("standing_tokenizer");

async function json<Result>(...args: string[]): Promise<Result> {
  const { code, stdout, stderr } = await runCli([...args, "--json"]);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout.endsWith("}\n")).toBe(true);
  const result = JSON.parse(stdout) as Result & { schemaVersion: number };
  expect(result.schemaVersion).toBe(1);
  return result;
}

describe.each(listEncodingNames())("%s", (encoding) => {
  const figures = tokenizers.results[encoding]!;
  const { edge, fuzz, special } = tokenizers.texts;
  // A file with a zero byte is refused as binary, and an empty one as empty.
  const texts = Object.keys(edge).filter((name) => edge[name] !== "" && !edge[name]!.includes("\0"));

  test("tokenize and count: tiktoken's ids of the edge texts, pieces that are the text", async () => {
    for (const name of texts) {
      const text = edge[name]!;
      const file = await scratch.write("edge.txt", text);
      const [tokenized] = (await json<TokenizeJson>("tokenize", file, "-e", encoding)).files;
      expect(tokenized).toMatchObject({
        ids: figures.edge[name],
        tokens: figures.edge[name]!.length,
        chars: [...text].length,
      });
      expect(tokenized!.pieces.map((piece) => piece.text).join("")).toBe(text);
      expect(tokenized!.pieces.flatMap((piece) => piece.ids)).toEqual(figures.edge[name]);
      const counted = await json<CountJson>("count", file, "-e", encoding);
      expect(counted.total).toMatchObject({ tokens: figures.edge[name]!.length, bytes: Buffer.byteLength(text) });
    }
  });

  test("tokenize: 60 random Unicode texts", async () => {
    for (const [i, text] of fuzz.slice(0, 60).entries()) {
      if (text === "" || text.includes("\0")) continue;
      const file = await scratch.write("fuzz.txt", text);
      const [tokenized] = (await json<TokenizeJson>("tokenize", file, "-e", encoding)).files;
      expect(tokenized!.ids).toEqual(figures.fuzz[i]);
      expect(tokenized!.pieces.map((piece) => piece.text).join("")).toBe(text);
    }
  });

  test("--special all and none", async () => {
    for (const [i, text] of special.entries()) {
      const file = await scratch.write("special.txt", text);
      const ids = async (which: string): Promise<readonly number[]> =>
        (await json<TokenizeJson>("tokenize", file, "-e", encoding, "--special", which)).files[0]!.ids;
      expect(await ids("all")).toEqual(figures.special[i]!.allowed_all);
      expect(await ids("none")).toEqual(figures.special[i]!.ordinary);
    }
  });

  const countThree = async (names: readonly TextName[], corpora: typeof figures.corpora): Promise<void> => {
    const counted = await json<CountJson>("count", ...names.map(fileOfCorpus), "-e", encoding);
    const counts = names.map((name) => corpora[name]!.count);
    expect(counted.files.map(({ tokens }) => tokens)).toEqual(counts.toSorted((a, b) => b - a));
    const { stdout } = await runCli(["tokenize", fileOfCorpus(names[1]!), "-e", encoding, "--ids"]);
    expect(sha256OfIds(stdout.trim().split(" ").map(Number))).toBe(corpora[names[1]!]!.sha256_i32le);
  };
  // The scripts have zero bytes, which make a file binary.
  testWithCorpus("count and tokenize of three standing texts", "story", () =>
    countThree(["story", "code", "prose"], standing.results[encoding]!.corpora),
  );
  testWithCorpus("count and tokenize of three corpora", "the-verdict", () =>
    countThree(["the-verdict", "multilingual2m", "code2m"], figures.corpora),
  );
});

test("compare: a vocabulary of your own comes last", async () => {
  // The 256 bytes in their order, and one merge.
  const vocab = await scratch.write("own.model", "minbpe v1\n\n0\n104 97\n");
  const compare = async (...more: string[]): Promise<CompareJson> =>
    json<CompareJson>("compare", "--text", "hay, ha", "-e", "gpt2", ...more);
  const [{ encodings }] = (await compare("--vocab", vocab)).files as [CompareJson["files"][number]];
  expect(encodings.map(({ encoding }) => encoding)).toEqual(["gpt2", "own"]);
  expect(encodings[1]).toMatchObject({ vocabSize: 257, tokens: 5, charsPerToken: 7 / 5 });
  expect(encodings[1]!.difference).toBe(5 - encodings[0]!.tokens);
  const { code, stderr } = await runCli(["compare", "--text", "a", "--pattern", "gpt2"]);
  expect([code, stderr]).toEqual([2, expect.stringContaining("--pattern applies only to --vocab")]);
});

/** A text with the reference's figures of it: of a corpus, and of the story that every clone has. */
interface Figured {
  readonly name: TextName;
  readonly notebook: "notebook" | "standing_notebook";
  readonly dataloader: "dataloader" | "standing_dataloader";
  readonly results: TokenizerGolden["results"];
}
const figured: readonly Figured[] = [
  { name: "story", notebook: "standing_notebook", dataloader: "standing_dataloader", results: standing.results },
  { name: "the-verdict", notebook: "notebook", dataloader: "dataloader", results: tokenizers.results },
];
const testFigured = (title: string, body: (text: Figured) => Promise<void>): void => {
  for (const text of figured) testWithCorpus(`${title} (${text.name})`, text.name, () => body(text));
};

testFigured("compare: the notebook's counts", async ({ name, notebook, results }) => {
  const file = fileOfCorpus(name);
  const { files, failed } = await json<CompareJson>("compare", file, "-e", "simple,gpt2", "-e", "o200k_base");
  const cells = golden<{ cells: { cell: string; values?: any }[] }>(notebook).cells;
  const valuesOf = (wanted: string): any => cells.find(({ cell }) => cell === wanted)!.values;
  const { simple, bpe } = valuesOf("1.6 counts");
  const o200k = results.o200k_base!.corpora[name]!.count;
  expect(failed).toEqual([]);
  expect(files[0]!.encodings).toEqual(
    [
      { encoding: "simple", vocabSize: valuesOf("1.5 unk encode").vocab_len, tokens: simple },
      { encoding: "gpt2", vocabSize: 50257, tokens: bpe },
      { encoding: "o200k_base", vocabSize: 200019, tokens: o200k },
    ].map((row) => ({
      ...row,
      charsPerToken: files[0]!.chars / row.tokens,
      bytesPerToken: files[0]!.bytes / row.tokens,
      difference: row.tokens - simple,
    })),
  );
});

testFigured("windows and batches: the notebook's last example", async ({ name, notebook, results }) => {
  const file = fileOfCorpus(name);
  const cells = golden<{ cells: { cell: string; values?: any }[] }>(notebook).cells;
  const { input, target, len_dataset, len_loader } = cells.find(({ cell }) => cell === "3.2 batch 8x100")!.values;
  const windows = await json<WindowsJson>("windows", file, "--limit", "8");
  const tokens = results.gpt2!.corpora[name]!.count;
  expect(windows).toMatchObject({ encoding: "gpt2", tokens, maxLength: 100, stride: 100, length: len_dataset });
  expect(windows.windows.map(({ inputIds }) => inputIds)).toEqual(input);
  expect(windows.windows.map(({ targetIds }) => targetIds)).toEqual(target);
  const batches = await json<BatchesJson>("batches", file);
  expect(batches).toMatchObject({ batchSize: 8, shuffle: false, seed: null, dropLast: true, length: len_loader });
  expect(batches.batches).toEqual([{ dims: [8, 100], inputIds: input.flat(), targetIds: target.flat() }]);
});

testFigured(
  "batches: PyTorch's shuffled order for a seed, with and without the last one",
  async ({ name, dataloader }) => {
    interface Case {
      readonly batch_size: number;
      readonly max_length: number;
      readonly stride: number;
      readonly shuffle: boolean;
      readonly drop_last: boolean;
      readonly rng: string;
      readonly seed: number;
      readonly num_batches: number;
      readonly epochs: { readonly inputs_sha256: string; readonly targets_sha256: string }[];
    }
    const cases = golden<{ cases: Case[] }>(dataloader).cases.filter(
      ({ shuffle, rng, num_batches }) => shuffle && rng === "manual_seed" && num_batches < 700,
    );
    expect(cases.length).toBeGreaterThan(4);
    for (const { epochs, ...figures } of cases) {
      const options = [
        "--max-length",
        figures.max_length,
        "--stride",
        figures.stride,
        "--batch-size",
        figures.batch_size,
      ];
      const last = figures.drop_last ? "--drop-last" : "--no-drop-last";
      const { length, batches } = await json<BatchesJson>(
        "batches",
        fileOfCorpus(name),
        ...options.map(String),
        last,
        "--shuffle",
        "--seed",
        String(figures.seed),
        "--limit",
        "1000",
      );
      expect([length, batches.length]).toEqual([figures.num_batches, figures.num_batches]);
      expect(sha256OfIds(batches.flatMap(({ inputIds }) => inputIds))).toBe(epochs[0]!.inputs_sha256);
      expect(sha256OfIds(batches.flatMap(({ targetIds }) => targetIds))).toBe(epochs[0]!.targets_sha256);
    }
  },
);

describe("embed", () => {
  interface TorchEmbedding {
    readonly seed: number;
    readonly V: number;
    readonly D: number;
    readonly rows?: Record<string, string>;
  }
  const tables = golden<{ embedding: TorchEmbedding[] }>("torch_rng").embedding.filter(
    ({ V, rows }) => V === 50257 && rows,
  );
  const texts: Record<string, string> = { 0: "!", 1: '"', 50256: "<|endoftext|>" };

  test.each(tables)("torch's nn.Embedding(50257, $D), seed $seed", async ({ seed, D, rows }) => {
    for (const [id, text] of Object.entries(texts)) {
      const options = ["--seed", String(seed), "--embedding-dim", String(D), "--positional", "none"];
      const result = await json<EmbedJson>("embed", "--text", text, ...options);
      expect(result).toMatchObject({ seed, embeddingDim: D, positional: "none", dims: [1, D], ids: [Number(id)] });
      const bytes = Buffer.from(rows![id]!, "hex");
      const expected = Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i));
      expect(result.rows[0]!.slice(0, expected.length)).toEqual(expected);
    }
  });

  test("the same token differs by its position only, and --limit says how many", async () => {
    const options = ["--embedding-dim", "4", "--limit", "3"];
    const learned = await json<EmbedJson>("embed", "--text", " hay hay hay hay", ...options);
    expect(learned.ids).toEqual([27678, 27678, 27678]);
    expect(new Set(learned.rows.map(String)).size).toBe(3);
    const none = await json<EmbedJson>("embed", "--text", " hay hay hay hay", ...options, "--positional", "none");
    expect(new Set(none.rows.map(String)).size).toBe(1);
    const sinusoidal = await json<EmbedJson>("embed", "--text", " hay hay", ...options, "--positional", "sinusoidal");
    // Position 0 is sin 0, cos 0, ...; position 1 begins with sin 1.
    const [first, second] = sinusoidal.rows.map((row) => row.map((value, i) => value - none.rows[0]![i]!));
    for (const [i, value] of [0, 1, 0, 1].entries()) expect(first![i]).toBeCloseTo(value, 5);
    expect(second![0]).toBeCloseTo(Math.sin(1), 5);
  });
});

test("inspect: bytes, text, rank, neighbours, special tokens, a part of a character", async () => {
  const { tokens, vocabSize } = await json<InspectJson>("inspect", "27678", "50256", "33768", "-e", "gpt2");
  expect(vocabSize).toBe(50257);
  expect(tokens[0]).toEqual({
    id: 27678,
    text: " hay",
    hex: "20686179",
    bytes: 4,
    special: false,
    rank: 27678,
    mergedFrom: [
      { id: 289, text: " h", hex: "2068" },
      { id: 323, text: "ay", hex: "6179" },
    ],
    neighbours: [
      { id: 27676, text: "Gar", hex: "476172" },
      { id: 27677, text: " predecessors", hex: "207072656465636573736f7273" },
      { id: 27679, text: " enzyme", hex: "20656e7a796d65" },
      { id: 27680, text: " Straight", hex: "205374726169676874" },
    ],
  });
  expect(tokens[1]).toMatchObject({ id: 50256, text: "<|endoftext|>", special: true, rank: null, mergedFrom: [] });
  expect(tokens[1]!.neighbours.map(({ id }) => id)).toEqual([50254, 50255]);
  expect(tokens[2]).toMatchObject({ id: 33768, text: null, hex: "e697", special: false });
  const ofText = await json<InspectJson>("inspect", "--text", " hello<|endoftext|>", "-e", "gpt2");
  expect(ofText.tokens.map(({ id }) => id)).toEqual([23748, 50256]);
});

test("several files: each, the total, and null for --text; count has those with the most tokens first", async () => {
  const [one, two] = [await scratch.write("one.md", "Rake it"), await scratch.write("two.md", "hay")];
  const counted = await json<CountJson>("count", two, one, "-e", "gpt2");
  expect(counted.files.map(({ file, tokens }) => [file, tokens])).toEqual([
    [one, 3],
    [two, 2],
  ]);
  expect(counted.total).toEqual({ tokens: 5, chars: 10, bytes: 10, charsPerToken: 2 });
  // The pattern's own files, sorted, and none twice.
  const globbed = await json<CountJson>("count", two, scratch.path("*.md"));
  expect(globbed.files.map(({ file }) => file)).toEqual([one, two]);
  const tokenized = await json<TokenizeJson>("tokenize", one, two, "-e", "gpt2");
  expect(tokenized.files.map(({ ids }) => ids)).toEqual([
    [49, 539, 340],
    [71, 323],
  ]);
  expect((await json<TokenizeJson>("tokenize", "--text", "hay", "-e", "gpt2")).files[0]).toMatchObject({
    file: null,
    tokens: 2,
  });
});
