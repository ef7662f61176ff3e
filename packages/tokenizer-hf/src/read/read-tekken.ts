/**
 * Mistral's tekken.json: tokens by rank as tiktoken has them, a pattern, and special tokens, which have the first ids.
 * Source: mistral_common 1.8, tokens/tokenizers/tekken.py.
 */
import type { EngineName } from "@windrow/tokenizer-bpe/internal";
import type { Stages } from "../assemble.ts";
import { Fields, invalidFile, shown } from "./fields.ts";
import { wholeJson } from "./file-json.ts";
import { bytesOfBase64, stagesOfRanks } from "./stages-of-ranks.ts";

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
  const names = readSpecial(file, special);
  return stagesOfRanks({
    name,
    kind: "windrow-tekken-1",
    special: names.map((content, id) => [content, id]),
    tokens: readTokens(file, special, size),
    fields: config,
    pattern: "pattern",
    unkToken: names.find((content) => content === "<unk>"),
    engineName,
  });
}

/** By id. */
function readSpecial(file: Fields, count: number): string[] {
  const listed = file.has("special_tokens") ? file.objects("special_tokens") : [];
  const names = listed.length === 0 ? UNLISTED.slice(0, count) : [];
  for (const token of listed) {
    const rank = token.count("rank");
    if (rank >= count || names[rank] !== undefined)
      throw invalidFile(token.placeOf("rank"), `is ${rank}; expected each rank once, below ${count}.`);
    names[rank] = token.text("token_str");
  }
  return Array.from({ length: count }, (_, id) => names[id] ?? `<SPECIAL_${id}>`);
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
        `is ${shown(token.value("rank"))}; expected ${rank}, ranks in their order.`,
      );
    tokens.push(bytesOfBase64(token.text("token_bytes"), token.placeOf("token_bytes")));
  }
  if (tokens.length < size)
    throw invalidFile("vocab", `has ${tokens.length - special} tokens; expected ${size - special} by the config.`);
  return tokens;
}
