/**
 * Vocabularies as js-tiktoken and tiktoken pass them around: tokens by rank in lines of base64, a pattern, and the ids of
 * special tokens. The claude.json of @anthropic-ai/tokenizer 0.0.4 is one, known by its special tokens: as in that package,
 * a text is normalized to NFKC before special tokens are looked for; here to that of Unicode 9, which the same model's
 * tokenizer.json has. `explicit_n_vocab`, which nothing reads, is not the number of tokens.
 */
import { describe } from "@windrow/core";
import { type EngineName, MAX_TOKENS } from "@windrow/tokenizer-bpe/internal";
import type { AddedToken } from "../added-tokens/added-tokens.ts";
import type { TokenizerConfig } from "../fields/config.ts";
import { bytesOfBase64, Fields, invalidFile, isRecord, shown } from "../fields/fields.ts";
import { UnicodeForm } from "../normalizers/unicode-forms.ts";
import type { Stages } from "../stages/stages.ts";
import { readExpression } from "./read-pattern.ts";
import { stagesOfTokens } from "./stages-of-tokens.ts";

/** What its tokens are for, which the file does not say. */
export const CLAUDE_CONFIG: TokenizerConfig = { eos_token: "<EOT>" };

/** Ids of special tokens are below this: more would only take memory. */
const MAX_SPECIAL = 2 ** 24;

/**
 * @param json the parsed object
 * @throws HfError HF_INVALID_FILE, HF_UNSUPPORTED_FILE; BpeError BPE_INVALID_RANKS
 */
export function readRanks(json: unknown, name: string, engineName: EngineName | undefined): Stages {
  const file = Fields.of(json, "");
  const tokens = readTokens(file);
  const special = file.object("special_tokens");
  const isNormalized = isClaude(json);
  const added = readSpecial(special, tokens, isNormalized);
  return stagesOfTokens({
    name,
    kind: isNormalized ? "windrow-claude-1" : "windrow-ranks-1",
    added,
    normalizer: isNormalized ? new UnicodeForm("NFKC") : undefined,
    pattern: readExpression(file, "pat_str"),
    expression: file.text("pat_str"),
    tokens,
    unkToken: undefined,
    engineName,
  });
}

/** Whether it is Claude's: no other vocabulary has these special tokens. */
export function isClaude(json: unknown): boolean {
  const special = isRecord(json) ? json["special_tokens"] : undefined;
  return isRecord(special) && "<EOT>" in special && "<META>" in special;
}

/** Lines of `! 5 IQ== Ig==`: the id of the first token, and tokens. */
function readTokens(file: Fields): (Uint8Array | undefined)[] {
  const place = file.placeOf("bpe_ranks");
  const tokens: (Uint8Array | undefined)[] = [];
  for (const [i, line] of file.text("bpe_ranks").split("\n").entries()) {
    if (line === "") continue;
    const [mark, first = "", ...listed] = line.split(" ");
    if (mark !== "!" || !/^\d{1,8}$/.test(first))
      throw invalidFile(place, `has ${shown(line)} in line ${i + 1}; expected "!", an id and tokens in base64.`);
    let id = Number(first);
    if (id + listed.length > MAX_TOKENS) throw invalidFile(place, `has ids above ${MAX_TOKENS - 1} in line ${i + 1}.`);
    while (tokens.length < id) tokens.push(undefined);
    for (const base64 of listed) {
      const bytes = bytesOfBase64(base64);
      if (bytes === undefined || bytes.length === 0)
        throw invalidFile(place, `has ${shown(base64)} for the id ${id}; expected bytes in base64.`, { id });
      if (tokens[id] !== undefined) throw invalidFile(place, `has the id ${id} twice.`, { id });
      tokens[id++] = bytes;
    }
  }
  return tokens;
}

function readSpecial(special: Fields, tokens: (Uint8Array | undefined)[], isNormalized: boolean): AddedToken[] {
  const taken = new Set<number>();
  return special.names().map((content) => {
    const id = special.count(content);
    if (content === "" || taken.has(id) || tokens[id] !== undefined || id >= MAX_SPECIAL)
      throw invalidFile(
        special.placeOf(content),
        `is ${describe(id)}; expected an id of its own for a token of text.`,
        {
          id,
        },
      );
    taken.add(id);
    return {
      id,
      content,
      isSpecial: true,
      isNormalized,
      isSingleWord: false,
      stripsLeft: false,
      stripsRight: false,
    };
  });
}
