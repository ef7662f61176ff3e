/**
 * Mistral's tekken.json: tokens by rank as tiktoken has them, a pattern, and special tokens, which have the first ids.
 * Source: mistral_common 1.8, tokens/tokenizers/tekken.py.
 */
import type { EngineName } from "@windrow/tokenizer-bpe/internal";
import { type AddedToken, plainSpecialToken } from "../added-tokens/added-tokens.ts";
import type { TokenizerConfig } from "../fields/config.ts";
import { Fields, invalidFile, shown } from "../fields/fields.ts";
import type { Stages } from "../stages/stages.ts";
import { wholeJson } from "./file-json.ts";
import { readExpression } from "./read-pattern.ts";
import { stagesOfTokens } from "./stages-of-tokens.ts";

/** What Mistral's tokens are called, which their file does not say. */
export const TEKKEN_CONFIG: TokenizerConfig = {
  bos_token: "<s>",
  eos_token: "</s>",
  pad_token: "<pad>",
  unk_token: "<unk>",
};

/** Those of files that list none, in their order; the rest have the name `<SPECIAL_n>`. */
const UNLISTED = (
  "<unk> <s> </s> [INST] [/INST] [AVAILABLE_TOOLS] [/AVAILABLE_TOOLS] [TOOL_RESULTS] [/TOOL_RESULTS] [TOOL_CALLS] " +
  "[IMG] <pad> [IMG_BREAK] [IMG_END] [PREFIX] [MIDDLE] [SUFFIX] [SYSTEM_PROMPT] [/SYSTEM_PROMPT] [TOOL_CONTENT]"
).split(" ");

/**
 * @param json its bytes, its text, or the parsed object
 * @throws HfError HF_INVALID_FILE, HF_UNSUPPORTED_FILE; BpeError BPE_INVALID_RANKS
 */
export function readTekken(json: unknown, name: string, engineName: EngineName | undefined): Stages {
  const file = Fields.of(wholeJson(json), "");
  const config = file.object("config");
  const special = config.count("default_num_special_tokens");
  const size = config.count("default_vocab_size");
  if (special > size) throw invalidFile(config.place, `has ${special} special tokens among ${size} tokens.`);
  const added = readSpecial(file, special);
  return stagesOfTokens({
    name,
    kind: "windrow-tekken-1",
    added,
    normalizer: undefined,
    pattern: readExpression(config, "pattern"),
    expression: config.text("pattern"),
    tokens: readTokens(file, special, size),
    unkToken: added.find(({ content }) => content === "<unk>")?.content,
    engineName,
  });
}

function readSpecial(file: Fields, count: number): AddedToken[] {
  const listed = file.has("special_tokens") ? file.objects("special_tokens") : [];
  const names = listed.length === 0 ? UNLISTED.slice(0, count) : [];
  for (const token of listed) {
    const rank = token.count("rank");
    if (rank >= count || names[rank] !== undefined)
      throw invalidFile(token.placeOf("rank"), `is ${rank}; expected each rank once, below ${count}.`);
    names[rank] = token.text("token_str");
  }
  return Array.from({ length: count }, (_, id) => plainSpecialToken(id, names[id] ?? `<SPECIAL_${id}>`));
}

/** By id: behind the special ones, as far as the vocabulary goes; a file has more. */
function readTokens(file: Fields, special: number, size: number): (Uint8Array | undefined)[] {
  const tokens: (Uint8Array | undefined)[] = Array.from({ length: special });
  for (const [rank, token] of file
    .objects("vocab")
    .slice(0, size - special)
    .entries()) {
    if (token.count("rank") !== rank)
      throw invalidFile(
        token.placeOf("rank"),
        `is ${shown(token.value("rank"))}; expected ${rank}, as ranks are in order.`,
      );
    tokens.push(bytesOf(token));
  }
  if (tokens.length < size)
    throw invalidFile(
      "vocab",
      `has ${tokens.length - special} tokens; expected ${size - special} according to the config.`,
    );
  return tokens;
}

function bytesOf(token: Fields): Uint8Array {
  const bytes = token.bytes("token_bytes");
  if (bytes.length > 0) return bytes;
  throw invalidFile(token.placeOf("token_bytes"), `is ${shown("")}; expected bytes in base64.`);
}
