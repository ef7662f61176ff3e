/**
 * The source notebook, cell by cell: each of its 35 cells is a test that compares with the values it printed,
 * over the-verdict (golden/notebook.json, torch 2.14.1) and over the story that every clone has
 * (golden/standing_notebook.json, torch 2.13.0), both with tiktoken 0.14.0.
 */
import { createHash } from "node:crypto";
import { createDataLoader, SlidingWindowDataset, visualizeWindows } from "@windrow/dataset";
import { Embedding, InputEmbedding } from "@windrow/embeddings";
import type { Batch, IdTensor } from "@windrow/interfaces";
import { Generator } from "@windrow/random";
import {
  golden,
  hexOfFloats,
  readCorpus,
  sha256OfFloats,
  sha256OfIds,
  skipNote,
  type TextName,
  withoutText,
} from "@windrow/testing";
import { getEncoding, listEncodingNames } from "@windrow/tokenizer-bpe";
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { SimpleTokenizer, splitText } from "@windrow/tokenizer-simple";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pythonRepr, torchRepr } from "./python-repr.ts";

interface Cell {
  cell: string;
  printed?: string;
  printed_sha256?: string;
  // The values differ from cell to cell; each test knows those of its own.
  values?: any;
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
/** The text that a cell printed, by its digest: long prints are kept in part. */
const expectPrinted = ({ printed_sha256 }: Cell, text: string): void => expect(sha256(text)).toBe(printed_sha256);
const join1f = (tokens: readonly string[]): string => sha256(tokens.join("\u001f"));

function describeNotebook(text: TextName, figures: "notebook" | "standing_notebook"): void {
  const { cells } = golden<{ cells: Cell[] }>(figures);
  const missing = withoutText(text);
  const covered: string[] = [];
  describe.skipIf(missing !== undefined)(`the notebook over ${text}${skipNote(missing)}`, () => {
    testCells(missing === undefined ? readCorpus(text) : "", (name, check) => {
      covered.push(name);
      // `check` gets the cell's values and what it printed.
      test(`cell ${name}`, () => check(cells.find(({ cell }) => cell === name)!));
    });
  });
  test(`every cell of the notebook over ${text} has its test`, () => {
    expect(cells.length).toBe(35);
    expect(covered).toEqual(cells.map(({ cell }) => cell));
  });
}

type TestCell = (name: string, check: (cell: Cell) => void | Promise<void>) => void;

const testCells = (raw: string, testCell: TestCell): void => {
  const split = splitText(raw);
  const dropping = new SimpleTokenizer(raw, { whitespace: "drop" });
  const tokens = dropping.tokenize(raw);
  const vocab = dropping.vocab.slice(0, -2);
  const encoder = new Map(vocab.map((word, id) => [word, id]));
  const simple = new SimpleTokenizer(raw);

  // Sections 3.1 to 3.2 draw six tables from one seed, in order.
  const generator = new Generator(69);
  let words: Embedding;
  let repeated: Embedding;
  let small: InputEmbedding;
  let large: InputEmbedding;
  let batch: Batch;
  beforeAll(async () => {
    words = await Embedding.create({ numEmbeddings: 11, embeddingDim: 4, generator });
    repeated = await Embedding.create({ numEmbeddings: gpt2.vocabSize, embeddingDim: 4, generator });
    small = await InputEmbedding.create({ vocabSize: gpt2.vocabSize, contextLength: 10, embeddingDim: 4, generator });
    large = await InputEmbedding.create({
      vocabSize: gpt2.vocabSize,
      contextLength: 100,
      embeddingDim: 256,
      generator,
    });
    [batch] = createDataLoader(raw, {
      tokenizer: gpt2,
      batchSize: 8,
      maxLength: 100,
      stride: 100,
      shuffle: false,
    }) as Iterable<Batch> as [Batch];
  });
  afterAll(async () => {
    for (const layer of [words, repeated, small, large]) await layer.dispose();
  });

  testCell("1 raw_text", ({ values }) => {
    expect([[...raw].length, Buffer.byteLength(raw), sha256(raw)]).toEqual([
      values.chars,
      values.bytes,
      values.sha256_utf8,
    ]);
  });

  testCell("1.1 split", (cell) => {
    const { len, empty, first60, last10, sha256_joined_x1f } = cell.values;
    expect([split.length, split.filter((token) => token === "").length]).toEqual([len, empty]);
    expect([split.slice(0, 60), split.slice(-10)]).toEqual([first60, last10]);
    expect(join1f(split)).toBe(sha256_joined_x1f);
    expectPrinted(cell, pythonRepr(split));
  });

  testCell("1.1 tokens", (cell) => {
    const { len, first30, last10, sha256_joined_x1f } = cell.values;
    expect(tokens.length).toBe(len);
    expect([tokens.slice(0, 30), tokens.slice(-10)]).toEqual([first30, last10]);
    expect(join1f(tokens)).toBe(sha256_joined_x1f);
    expectPrinted(cell, pythonRepr(tokens));
  });

  testCell("1.2 vocab", (cell) => {
    expect(vocab.length).toBe(cell.values.vocab_size);
    expect(vocab).toEqual(cell.values.vocab_full);
    expectPrinted(cell, String(vocab.length));
  });

  testCell("1.2 encoder", (cell) => expectPrinted(cell, pythonRepr(encoder)));

  testCell("1.3 sample", (cell) => expectPrinted(cell, pythonRepr(tokens.slice(0, 500))));

  testCell("1.3 encoded", (cell) => {
    const ids = dropping.encode(raw);
    expect(ids.length).toBe(cell.values.len);
    expect([[...ids.subarray(0, 200)], [...ids.subarray(-20)]]).toEqual([cell.values.first200, cell.values.last20]);
    expect(sha256OfIds(ids)).toBe(cell.values.sha256_u32le);
    expectPrinted(cell, pythonRepr([...ids]));
  });

  testCell("1.4 decoder", (cell) => expectPrinted(cell, pythonRepr(new Map(vocab.map((word, id) => [id, word])))));

  testCell("1.4 decoded", (cell) => {
    const decoded = [...dropping.encode(raw)].map((id) => dropping.vocab[id]!);
    expect(decoded).toEqual(tokens);
    expectPrinted(cell, pythonRepr(decoded));
  });

  testCell("1.5 unk encode", (cell) => {
    const { ids, vocab_len, first5, last3 } = cell.values;
    const encoded = [...simple.encode("Say hello to academic speculations!")];
    expect(encoded).toEqual(ids);
    expect([simple.vocabSize, simple.vocab.slice(0, 5), simple.vocab.slice(-3)]).toEqual([vocab_len, first5, last3]);
    expectPrinted(cell, pythonRepr(encoded));
  });

  testCell("1.5 unk decode", (cell) => {
    expectPrinted(cell, simple.decode(simple.encode("Say hello to academic speculations!")));
  });

  testCell("1.6 names", (cell) => {
    expectPrinted(
      cell,
      `[${listEncodingNames()
        .map((name) => `'${name}'`)
        .join(",\n ")}]`,
    );
  });

  testCell("1.6 bpe", async ({ values }) => {
    const tokenizer = await getEncoding("gpt2");
    expect([tokenizer.vocabSize, tokenizer.eotToken]).toEqual([values.n_vocab, values.eot]);
  });

  testCell("1.6 unknown word", (cell) => {
    const text = "Here is an unknown word: Alvazska";
    const [simpleIds, bpeIds] = [simple.encode(text), gpt2.encode(text)];
    expect([[...simpleIds], [...bpeIds]]).toEqual([cell.values.simple, cell.values.bpe]);
    expectPrinted(
      cell,
      [
        `Original text: ${text}`,
        `Simple encoding: ${pythonRepr([...simpleIds])}`,
        `Simple decoding: ${simple.decode(simpleIds)}`,
        `BPE encoding: ${pythonRepr([...bpeIds])}`,
        `BPE decoding: ${gpt2.decode(bpeIds)}`,
      ].join("\n"),
    );
  });

  testCell("1.6 counts", (cell) => {
    const [simpleIds, bpeIds] = [simple.encode(raw), gpt2.encode(raw)];
    const { values } = cell;
    expect([simpleIds.length, bpeIds.length]).toEqual([values.simple, values.bpe]);
    expect([sha256OfIds(simpleIds), sha256OfIds(bpeIds)]).toEqual([
      values.simple_sha256_u32le,
      values.bpe_sha256_u32le,
    ]);
    expect([...simpleIds.subarray(0, 40)]).toEqual(values.simple_first40);
    expect([[...bpeIds.subarray(0, 100)], [...bpeIds.subarray(-20)]]).toEqual([values.bpe_first100, values.bpe_last20]);
    expectPrinted(cell, `Simple: ${simpleIds.length}, BPE: ${bpeIds.length}`);
  });

  testCell("1.6 first tokens", ({ printed }) => {
    const firstSimple = new Map(
      simple
        .tokenize(raw)
        .slice(0, 9)
        .map((token, i) => [i, token]),
    );
    const firstBpe = new Map([...gpt2.encode(raw).subarray(0, 9)].map((id, i) => [i, gpt2.decode([id])]));
    expect(printed!.split("\n").filter((line) => line !== "")).toEqual([pythonRepr(firstSimple), pythonRepr(firstBpe)]);
  });

  const contexts = (): { context: number[]; next: number }[] => {
    const ids = [...gpt2.encode(raw).subarray(0, 15)];
    return ids.slice(1).map((next, i) => ({ context: ids.slice(Math.max(0, i + 1 - 10), i + 1), next }));
  };

  testCell("2 windows ids", (cell) => {
    const lines = contexts().map(({ context, next }) => `${pythonRepr(context)} ---> ${next}`);
    expectPrinted(cell, [`Corpus:${pythonRepr([...gpt2.encode(raw).subarray(0, 15)])}`, ...lines].join("\n"));
  });

  testCell("2 windows text", (cell) => {
    const lines = contexts().map(({ context, next }) => `${gpt2.decode(context)} ---> ${gpt2.decode([next])}`);
    expectPrinted(cell, [`Corpus:${gpt2.decode(gpt2.encode(raw).subarray(0, 15))}`, ...lines].join("\n"));
  });

  testCell("2.1 GPTDataset", () => {
    // The class as the notebook has it, copies and all, against the windows.
    const ids = [...gpt2.encode(raw)];
    const dataset = SlidingWindowDataset.fromText(raw, { tokenizer: gpt2, maxLength: 256, stride: 128 });
    const inputs: number[][] = [];
    const targets: number[][] = [];
    for (let i = 0; i < ids.length - 256; i += 128) {
      inputs.push(ids.slice(i, i + 256));
      targets.push(ids.slice(i + 1, i + 257));
    }
    expect(dataset.length).toBe(inputs.length);
    for (let i = 0; i < dataset.length; i++) {
      const { inputIds, targetIds } = dataset.get(i);
      expect([[...inputIds], [...targetIds]]).toEqual([inputs[i], targets[i]]);
    }
  });

  testCell("2.1 visualize", (cell) => {
    const dataset = SlidingWindowDataset.fromText(raw, { tokenizer: simple, maxLength: 10, stride: 1 });
    const pairs = visualizeWindows(dataset, simple, { maxPairs: 5 });
    expectPrinted(cell, pairs.map(({ input, target }, i) => `i=${i} ${input} ----> ${target}`).join("\n"));
  });

  testCell("2.1 create_dataloader", () => {
    const loader = createDataLoader(raw, { tokenizer: gpt2 });
    expect([loader.batchSize, loader.dropLast]).toEqual([4, true]);
    expect(loader.dataset).toMatchObject({ maxLength: 256, stride: 128 });
    expect([...loader].map(({ inputIds }) => inputIds.data[0])).not.toEqual(
      [...loader].map(({ inputIds }) => inputIds.data[0]),
    );
  });

  const smallLoader = () =>
    createDataLoader(raw, { tokenizer: gpt2, batchSize: 2, maxLength: 3, stride: 1, shuffle: false });
  const rowsOf = ({ data, dims }: IdTensor): number[][] =>
    Array.from({ length: dims[0]! }, (_, row) => [...data.subarray(row * dims[1]!, (row + 1) * dims[1]!)]);
  const displayed = ({ inputIds, targetIds }: Batch): string =>
    `[${torchRepr(inputIds)},\n ${torchRepr(targetIds)}]`.replaceAll("\n        ", "\n         ");

  testCell("2.1 first batch", (cell) => {
    const loader = smallLoader();
    const [first] = loader;
    expect([rowsOf(first!.inputIds), rowsOf(first!.targetIds)]).toEqual([cell.values.input, cell.values.target]);
    expect([loader.dataset.length, loader.length]).toEqual([cell.values.len_dataset, cell.values.len_loader]);
    expectPrinted(cell, displayed(first!));
  });

  testCell("2.1 second batch", (cell) => {
    const [, second] = smallLoader();
    expect([rowsOf(second!.inputIds), rowsOf(second!.targetIds)]).toEqual([cell.values.input, cell.values.target]);
    expectPrinted(cell, displayed(second!));
  });

  const screwed = "We are so screwed when AI gets pissed";
  const screwedTokenizer = new SimpleTokenizer(screwed);

  testCell("3.1 small vocab", (cell) => {
    expect(Object.fromEntries(screwedTokenizer.vocab.map((token, id) => [token, id]))).toEqual(cell.values.encoder);
    expect(screwedTokenizer.vocabSize).toBe(cell.values.vocab_size);
    const lines = screwedTokenizer.vocab.map((token, id) => `'${token}': ${id}`).join(",\n ");
    expectPrinted(cell, `{${lines}}\n\nVocab size:${screwedTokenizer.vocabSize}`);
  });

  testCell("3.1 embedding seed 69", (cell) => {
    const ids = screwedTokenizer.encode(screwed);
    expect([...ids]).toEqual(cell.values.ids);
    expect([words.numEmbeddings, words.embeddingDim]).toEqual(cell.values.weight.shape);
    expect(hexOfFloats(words.weight)).toBe(cell.values.weight.f32_hex_le);
    const weight = torchRepr({ type: "float32", data: words.weight, dims: [11, 4] }, "requires_grad=True");
    expectPrinted(cell, `${torchRepr({ type: "int32", data: ids, dims: [15] })}\n\nParameter containing:\n${weight}`);
  });

  testCell("3.1 lookups", async (cell) => {
    const rows = [await words.forward([0]), await words.forward([1])];
    expectPrinted(cell, rows.map((row) => torchRepr(row, "grad_fn=<EmbeddingBackward0>")).join("\n"));
  });

  testCell("3.1 abcabcabc", async (cell) => {
    const { ids, row39305, weight } = cell.values;
    const abcIds = gpt2.encode("abcabcabc");
    const rows = await repeated.forward(abcIds);
    expect([...abcIds]).toEqual(ids);
    expect(sha256OfFloats(repeated.weight)).toBe(weight.sha256_f32le);
    expect(hexOfFloats(rows.data)).toBe(row39305.f32_hex_le.repeat(3));
    expectPrinted(
      cell,
      `${torchRepr({ type: "int32", data: abcIds, dims: [3] })}\n${torchRepr(rows, "grad_fn=<EmbeddingBackward0>")}`,
    );
  });

  testCell("3.2 token emb", async (cell) => {
    const { row2, weight } = cell.values;
    const token = await Embedding.fromPretrained(small.tokenWeight, { embeddingDim: 4 });
    const rows = await token.forward(new Int32Array(10).fill(2));
    await token.dispose();
    expect(sha256OfFloats(small.tokenWeight)).toBe(weight.sha256_f32le);
    expect(hexOfFloats(rows.data)).toBe(row2.f32_hex_le.repeat(10));
    expectPrinted(
      cell,
      `Vocab size:${gpt2.vocabSize}, n_dim: 4\n${torchRepr(rows, "grad_fn=<EmbeddingBackward0>")}\ntorch.Size([${rows.dims.join(", ")}])`,
    );
  });

  testCell("3.2 pos layer", () => {
    expect([small.contextLength, small.embeddingDim, small.positionWeight.length]).toEqual([10, 4, 40]);
  });

  testCell("3.2 arange", (cell) => {
    expectPrinted(cell, torchRepr({ type: "int32", data: Int32Array.from({ length: 10 }, (_, i) => i), dims: [10] }));
  });

  testCell("3.2 pos emb", async (cell) => {
    const positions = await Embedding.fromPretrained(small.positionWeight, { embeddingDim: 4 });
    const rows = await positions.forward([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    await positions.dispose();
    expect(rows.dims).toEqual(cell.values.pos.shape);
    expect(hexOfFloats(rows.data)).toBe(cell.values.pos.f32_hex_le);
    expectPrinted(cell, `${torchRepr(rows, "grad_fn=<EmbeddingBackward0>")}\ntorch.Size([10, 4])`);
  });

  testCell("3.2 sum", async (cell) => {
    const sum = await small.forward(new Int32Array(10).fill(2));
    expect(sum.dims).toEqual(cell.values.sum.shape);
    expect(hexOfFloats(sum.data)).toBe(cell.values.sum.f32_hex_le);
    expectPrinted(cell, torchRepr(sum, "grad_fn=<AddBackward0>"));
  });

  testCell("3.2 256 layers", (cell) => {
    const { tok, pos } = cell.values;
    expect([large.vocabSize, large.embeddingDim]).toEqual(tok.shape);
    expect([large.contextLength, large.embeddingDim]).toEqual(pos.shape);
    expect(sha256OfFloats(large.tokenWeight)).toBe(tok.sha256_f32le);
    expect(sha256OfFloats(large.positionWeight)).toBe(pos.sha256_f32le);
    expectPrinted(cell, `Vocab size:${gpt2.vocabSize}, n_dim: ${large.embeddingDim}`);
  });

  testCell("3.2 batch 8x100", (cell) => {
    const loader = createDataLoader(raw, {
      tokenizer: gpt2,
      batchSize: 8,
      maxLength: 100,
      stride: 100,
      shuffle: false,
    });
    expect([loader.dataset.length, loader.length]).toEqual([cell.values.len_dataset, cell.values.len_loader]);
    expect([rowsOf(batch.inputIds), rowsOf(batch.targetIds)]).toEqual([cell.values.input, cell.values.target]);
    expectPrinted(cell, `${torchRepr(batch.inputIds)}\n\n${torchRepr(batch.targetIds)}`);
  });

  testCell("3.2 final", async (cell) => {
    const { tok, pos, sum } = cell.values;
    const tokenLayer = await Embedding.fromPretrained(large.tokenWeight, { embeddingDim: 256 });
    const positionLayer = await Embedding.fromPretrained(large.positionWeight, { embeddingDim: 256 });
    const token = await tokenLayer.forward(batch.inputIds);
    const position = await positionLayer.forward(Int32Array.from({ length: 100 }, (_, i) => i));
    const input = await large.forward(batch.inputIds);
    await tokenLayer.dispose();
    await positionLayer.dispose();
    expect([token.dims, position.dims, input.dims]).toEqual([tok.shape, pos.shape, sum.shape]);
    expect([token, position, input].map(({ data }) => sha256OfFloats(data))).toEqual(
      [tok, pos, sum].map(({ sha256_f32le }) => sha256_f32le),
    );
    const printed = [token, position, input].map((tensor, i) => {
      const by = i === 2 ? "AddBackward0" : "EmbeddingBackward0";
      return `${torchRepr(tensor, `grad_fn=<${by}>`)} torch.Size([${tensor.dims.join(", ")}])`;
    });
    expectPrinted(cell, printed.join("\n\n"));
  });
};

describeNotebook("story", "standing_notebook");
describeNotebook("the-verdict", "notebook");
