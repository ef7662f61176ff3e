// What a stranger's tests might be in Jest without settings: CommonJS, in a context apart.
const { DataLoader, SlidingWindowDataset } = require("@windrow/dataset");
const { Embedding } = require("@windrow/embeddings");
const { Generator, manualSeed } = require("@windrow/random");
const { getEncoding, listEncodingNames } = require("@windrow/tokenizer-bpe");
const { gpt2 } = require("@windrow/tokenizer-bpe/gpt2");
const { o200kBase } = require("@windrow/tokenizer-bpe/o200k_base");
const { trainBpe } = require("@windrow/tokenizer-bpe/train");
const { SimpleTokenizer } = require("@windrow/tokenizer-simple");

const IDS = [464, 27678, 318, 287, 13];

test("every encoding by its name", async () => {
  for (const name of listEncodingNames()) {
    const tokenizer = await getEncoding(name);
    expect(tokenizer.decode(tokenizer.encode("The hay is in."))).toBe("The hay is in.");
  }
  expect([...(await getEncoding("gpt2")).encode("The hay is in.")]).toEqual(IDS);
});

test("synchronous entries", () => {
  expect([...gpt2.encode("The hay is in.")]).toEqual(IDS);
  expect([...o200kBase.encode("hay")]).toEqual([39679]);
});

test("trainBpe with threads gives what it gives without", async () => {
  const texts = Array.from({ length: 200 }, (_, i) => `the hay is in row ${i}, and the rows are long `);
  const options = { vocabSize: 300, pattern: "gpt2" };
  const [one, two] = await Promise.all([1, 2].map((threads) => trainBpe(texts, { ...options, threads })));
  expect(two.vocabSize).toBe(300);
  expect(two.fingerprint).toBe(one.fingerprint);
});

test("a loader with two worker threads", async () => {
  const windows = new SlidingWindowDataset(
    Int32Array.from({ length: 41 }, (_, i) => i),
    { maxLength: 4, stride: 4 },
  );
  const batches = [];
  for await (const { inputIds } of new DataLoader(windows, { batchSize: 2, numWorkers: 2 })) {
    expect(inputIds.dims).toEqual([2, 4]);
    batches.push([...inputIds.data]);
  }
  expect(batches.flat()).toEqual(Array.from({ length: 40 }, (_, i) => i));
});

test.each([false, true])("Embedding.create and forward, in a worker thread: %s", async (worker) => {
  const layer = await Embedding.create({ numEmbeddings: 50, embeddingDim: 4, seed: 1, worker });
  const { data, dims } = await layer.forward(Int32Array.of(7, 3));
  expect(dims).toEqual([2, 4]);
  expect(data).toEqual(Float32Array.from([...layer.weight.slice(28, 32), ...layer.weight.slice(12, 16)]));
  const out = new Float32Array(8);
  await layer.forward(Int32Array.of(7, 3), { out });
  expect(out).toEqual(data);
  await layer.dispose();
});

test("the word tokenizer, and seeds", () => {
  const words = new SimpleTokenizer("The hay is in.");
  expect(words.decode(words.encode("The hay"))).toBe("The hay");
  expect([...manualSeed(123).randperm(5)]).toEqual([2, 0, 1, 3, 4]);
  expect(new Generator(0).initialSeed()).toBe(0n);
});
