/**
 * What an entry may weigh in a bundle: minified by esbuild, gzipped, with all it imports but what stands
 * beside it by design. Each limit is some tenth above what was measured when it was set; a change that
 * needs more raises it and says why. `pnpm sizes` prints them.
 */
const packages = "../../packages";
/** Node's own modules, what users install beside a package, and vocabularies that are loaded when asked for. */
const outside = ["node:*", "bullmq", "ioredis", "onnxruntime-node", "onnxruntime-web", "./encodings/*.js"];

function entry(name, file, limit, { platform = "browser", external = [] } = {}) {
  const bundling = { platform, format: "esm", external: [...outside, ...external] };
  const modifyEsbuildConfig = (config) => ({ ...config, ...bundling });
  return { name, path: `${packages}/${file}`, import: "*", limit, gzip: true, modifyEsbuildConfig };
}

const forNode = { platform: "node" };
/** The packages that prepare puts to work have budgets of their own. */
const besidePrepare = {
  platform: "node",
  external: ["@windrow/shards", "@windrow/tokenizer-bpe", "@windrow/tokenizer-hf"],
};
const encodings = {
  gpt2: "233 kB",
  r50k_base: "233 kB",
  p50k_base: "233 kB",
  p50k_edit: "233 kB",
  cl100k_base: "413 kB",
  o200k_base: "801 kB",
  o200k_harmony: "801 kB",
};

// oxlint-disable-next-line import/no-default-export -- what size-limit reads
export default [
  // 1 kB of it hints at the option that was meant, and shows any value safely.
  entry("@windrow/random", "random/dist/index.js", "6.4 kB"),
  entry("@windrow/tokenizer-simple", "tokenizer-simple/dist/index.js", "5 kB"),
  // 2 kB of it read a tokenizer.json from its bytes, in less than half the time. 8 kB read patterns and files of
  // others exactly or refuse them: Unicode 16's classes, an analysis of patterns, an automaton for special tokens. 13 kB
  // of it, and of each below, are the engine in WebAssembly (10 kB) and what drives it.
  // 4 kB decode: token by token as they are asked for, in WebAssembly and in TypeScript. 1 kB encode lists slice by
  // slice, for browsers without the threads that others have. 1 kB are general categories that patterns of others name,
  // and of the engine 1 kB scans by tables that tokenizer-hf makes. 2 kB split texts into chunks.
  entry("@windrow/tokenizer-bpe", "tokenizer-bpe/dist/index.js", "67 kB"),
  entry("@windrow/tokenizer-bpe/train", "tokenizer-bpe/dist/train/index.js", "74 kB"),
  // It has no engine: a tokenizer is passed to it. A third of it is the table of models.
  entry("@windrow/tokenizer-bpe/chat", "tokenizer-bpe/dist/chat/index.js", "11.8 kB"),
  ...Object.entries(encodings).map(([name, limit]) =>
    entry(`@windrow/tokenizer-bpe/${name}`, `tokenizer-bpe/dist/encodings/${name}.js`, limit),
  ),
  // 3 kB of it split and cut texts, and take texts and ids in parts.
  // Its own 35 kB stand on the engine, the splitter and the classes of tokenizer-bpe. 5 kB of them read a file's lists in a
  // module of WebAssembly (3.6 kB), in a third of the time. 4 kB are WordPiece and BERT's steps, of which 1 kB classes of
  // characters: which model a file has is known once it is read, and fromJson does not wait for a part of this package.
  // 19 kB are Unigram, the remaining steps with Unicode's scripts and grapheme classes, BPE over characters in typed arrays,
  // and SentencePiece's own files.
  entry("@windrow/tokenizer-hf", "tokenizer-hf/dist/index.js", "128 kB"),
  entry("@windrow/tokenizer-hf/chat", "tokenizer-hf/dist/chat/index.js", "30 kB"),
  entry("@windrow/tokenizer-hf/hub", "tokenizer-hf/dist/hub/index.js", "135 kB", forNode),
  // What a module of `windrow pack` imports, without what reads files; its vocabulary comes on top. The first has what
  // byte-level models need, the second all models and steps, SentencePiece's included: 7 of the 120 kB.
  entry("@windrow/tokenizer-hf/packed", "tokenizer-hf/dist/packed/index.js", "94 kB"),
  entry("@windrow/tokenizer-hf/packed-all", "tokenizer-hf/dist/packed-all/index.js", "122 kB"),
  entry("@windrow/tokenizer-hf/pack", "tokenizer-hf/dist/pack/index.js", "144 kB", forNode),
  // Little of its own on tokenizer-bpe; the main entry has the four vocabularies that its six encodings share.
  entry("@windrow/js-tiktoken", "compat/js-tiktoken/dist/index.js", "1.5 MB"),
  entry("@windrow/js-tiktoken/lite", "compat/js-tiktoken/dist/lite.js", "68 kB"),
  entry("@windrow/js-tiktoken/ranks/o200k_base", "compat/js-tiktoken/dist/ranks/o200k_base.js", "801 kB"),
  // An encoding is its vocabulary; of the rest 15 kB stand on the main entry of tokenizer-bpe.
  entry("@windrow/gpt-tokenizer", "compat/gpt-tokenizer/dist/index.js", "815 kB"),
  entry("@windrow/gpt-tokenizer/encoding/cl100k_base", "compat/gpt-tokenizer/dist/encoding/cl100k_base.js", "425 kB"),
  entry("@windrow/gpt-tokenizer/model/gpt-4", "compat/gpt-tokenizer/dist/model/gpt-4.js", "425 kB"),
  entry("@windrow/gpt-tokenizer/GptEncoding", "compat/gpt-tokenizer/dist/GptEncoding.js", "20.5 kB"),
  // The same; encode_with_unstable and what looks up bytes come on top.
  entry("@windrow/tiktoken", "compat/tiktoken/dist/index.js", "1.5 MB"),
  entry("@windrow/tiktoken/lite", "compat/tiktoken/dist/lite.js", "70 kB"),
  entry("@windrow/tiktoken/encoders/o200k_base", "compat/tiktoken/dist/encoders/o200k_base.js", "801 kB"),
  entry("@windrow/dataset", "dataset/dist/index.js", "18.8 kB"),
  entry("@windrow/shards", "shards/dist/index.js", "15.8 kB", forNode),
  // 2 kB of it are core, in its own files and in random's: hints at the option that was meant, files that are durable.
  entry("@windrow/embeddings", "embeddings/dist/index.js", "43.6 kB"),
  // A fourth of it checks what is read back: a plan, its lists, markers and payloads, field by field and by sha256.
  entry("@windrow/prepare", "prepare/dist/index.js", "32.5 kB", besidePrepare),
  entry("@windrow/prepare/bullmq", "prepare/dist/bullmq/index.js", "34 kB", besidePrepare),
];
