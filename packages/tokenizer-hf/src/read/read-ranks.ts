/**
 * A vocabulary as js-tiktoken and tiktoken pass it around, such as claude.json of @anthropic-ai/tokenizer: `bpe_ranks`,
 * `pat_str`, `special_tokens`. A line of the ranks is a run of tokens in base64 behind the rank of the first (`! 5 IQ== Ig==`),
 * or one token and its rank (`IQ== 5`).
 */
import { type EngineName, MAX_TOKENS } from "@windrow/tokenizer-bpe/internal";
import type { Stages } from "../assemble.ts";
import { Fields, invalidFile, isId, shown } from "./fields.ts";
import { bytesOfBase64, stagesOfRanks } from "./stages-of-ranks.ts";

/** @throws HfError HF_INVALID_FILE, HF_UNSUPPORTED_FILE; BpeError BPE_INVALID_RANKS */
export function readRanks(json: unknown, name: string, engineName: EngineName | undefined): Stages {
  const file = Fields.of(json, "");
  const tokens = readTokens(file);
  const special = readSpecial(file, tokens);
  return stagesOfRanks({
    name,
    kind: "windrow-ranks-1",
    special,
    tokens,
    fields: file,
    pattern: "pat_str",
    unkToken: undefined,
    engineName,
  });
}

function readTokens(file: Fields): (Uint8Array | undefined)[] {
  const place = file.placeOf("bpe_ranks");
  const tokens: (Uint8Array | undefined)[] = [];
  const add = (rank: number, base64: string): void => {
    if (!Number.isInteger(rank) || rank < 0 || rank >= MAX_TOKENS)
      throw invalidFile(place, `has the token ${shown(base64)} without a rank that can be one.`, { token: base64 });
    if (tokens[rank] !== undefined) throw invalidFile(place, `has the rank ${rank} twice.`, { rank });
    while (tokens.length < rank) tokens.push(undefined);
    tokens[rank] = bytesOfBase64(base64, place);
  };
  for (const line of file.text("bpe_ranks").split("\n")) {
    if (line === "") continue;
    const [first = "", second = "", ...others] = line.trimEnd().split(" ");
    const rank = second === "" ? Number.NaN : Number(second);
    if (first === "!") for (const [i, base64] of others.entries()) add(rank + i, base64);
    else if (others.length === 0) add(rank, first);
    else throw invalidFile(place, `has the line ${shown(line.slice(0, 40))}; expected one token and its rank.`);
  }
  return tokens;
}

function readSpecial(
  file: Fields,
  tokens: readonly (Uint8Array | undefined)[],
): (readonly [content: string, id: number])[] {
  const special = file.object("special_tokens");
  return special.names().map((content) => {
    const id = special.value(content);
    if (!isId(id) || tokens[id] !== undefined)
      throw invalidFile(
        special.placeOf(content),
        `is ${shown(id)}; expected an id that no other token of the file has.`,
        { token: content },
      );
    return [content, id] as const;
  });
}
