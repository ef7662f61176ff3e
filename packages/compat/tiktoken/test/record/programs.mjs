/** Programs as people have them, by their names: the recorder runs them with the original, the tests with the stand-in. */

const NAMES = ["gpt2", "r50k_base", "p50k_base", "p50k_edit", "cl100k_base", "o200k_base"];
const ENTRIES = [
  "",
  "/init",
  "/load",
  "/lite",
  "/lite/init",
  "/lite/load",
  "/registry.json",
  "/model_to_encoding.json",
  ...NAMES.flatMap((name) => [`/encoders/${name}`, `/encoders/${name}.json`]),
].map((entry) => `tiktoken${entry}`);

/** Names that wasm-bindgen made are nobody's to use. */
const SHOWN = `
  const shown = (module) => Object.keys(module)
    .filter((key) => !/^__|^module.exports$/.test(key)).sort()
    .map((key) => key + " " + (key === "default" ? Object.keys(module.default).filter((one) => !/^__/.test(one)).sort() : typeof module[key])).join();`;

export const PROGRAMS = {
  "entries.cjs": `${SHOWN}
for (const entry of ${JSON.stringify(ENTRIES)}) console.log(entry, shown(require(entry)));`,

  "entries.mjs": `${SHOWN}
for (const entry of ${JSON.stringify(ENTRIES.filter((entry) => !entry.endsWith(".json")))})
  console.log(entry, shown(await import(entry)));`,

  "use.cjs": `
const { get_encoding, encoding_for_model, Tiktoken } = require("tiktoken");
const encoding = encoding_for_model("gpt-4o", { "<|im_start|>": 200264, "<|im_end|>": 200265 });
const ids = encoding.encode("<|im_start|>Rake it, and cart it when it's fit. \\u8349<|im_end|>", "all");
console.log(ids, Buffer.from(encoding.decode(ids)).toString(), encoding.name, encoding instanceof Tiktoken);
encoding.free();
try { encoding.encode("a"); } catch (error) { console.log(error.message.slice(0, 27)); }
const gpt2 = get_encoding("gpt2");
console.log(new TextDecoder().decode(gpt2.decode(gpt2.encode("hello world"))), gpt2.encode_with_unstable("hello ro")[0]);
const bytes = gpt2.decode_single_token_bytes(995);
console.log(bytes, gpt2.encode_single_token(bytes), bytes.buffer.byteLength, gpt2.encode("a b").buffer.byteLength);`,

  "default.mjs": `
import tiktoken, { get_encoding } from "tiktoken";
import model from "tiktoken/encoders/cl100k_base";
import { Tiktoken } from "tiktoken/lite";
console.log(tiktoken.get_encoding === get_encoding);
const encoding = new Tiktoken(model.bpe_ranks, model.special_tokens, model.pat_str);
console.log(encoding.encode("hello world"), encoding.name);`,

  "lite.cjs": `
const { Tiktoken } = require("tiktoken/lite");
const { load } = require("tiktoken/load");
const registry = require("tiktoken/registry.json");
const models = require("tiktoken/model_to_encoding.json");
const json = require("tiktoken/encoders/cl100k_base.json");
async function main() {
  const asked = [];
  const model = await load(registry[models["gpt-3.5-turbo"]], async (url) => (asked.push(url), json.bpe_ranks));
  const encoder = new Tiktoken(model.bpe_ranks, model.special_tokens, model.pat_str);
  console.log(encoder.encode("hello world<|endoftext|>", "all"), asked, model.explicit_n_vocab, encoder.name);
  encoder.free();
}
main();`,

  "init.mjs": `
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as full from "tiktoken/init";
import * as lite from "tiktoken/lite/init";
import gpt2 from "tiktoken/encoders/gpt2";
const require = createRequire(import.meta.url);
const wasm = (path) => readFileSync(require.resolve(path));
await full.init((imports) => WebAssembly.instantiate(wasm("tiktoken/tiktoken_bg.wasm"), imports));
await full.init((imports) => WebAssembly.instantiate(wasm("tiktoken/tiktoken_bg.wasm"), imports));
const module = await WebAssembly.compile(readFileSync("node_modules/tiktoken/lite/tiktoken_bg.wasm"));
await lite.init((imports) => WebAssembly.instantiate(module, imports));
console.log(full.get_encoding("cl100k_base").encode("hello world"));
console.log(new lite.Tiktoken(gpt2.bpe_ranks, gpt2.special_tokens, gpt2.pat_str).encode("hello world"));`,
};
