/**
 * Special tokens that a tokenizer_config.json lists. SentencePiece itself reads no special token from a text; whoever has a
 * config wants what transformers does with both files.
 */
import { type AddedToken, plainSpecialToken } from "../../added-tokens/added-tokens.ts";
import { namedToken, type TokenizerConfig } from "../../fields/config.ts";
import { Fields, invalidFile, isId, shown } from "../../fields/fields.ts";
import type { Pieces } from "../../sentence-piece/pieces.ts";

/** Named tokens of a config that may be found in a text. */
const NAMES = ["bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"] as const;

/**
 * Those of `added_tokens_decoder`, then those that are named and that the model has.
 * @throws HfError HF_INVALID_FILE
 */
export function configTokens(config: TokenizerConfig, pieces: Pieces): AddedToken[] {
  const fields = Fields.of(config, "config");
  const tokens = new Map<string, AddedToken>();
  const listed = fields.maybe("added_tokens_decoder");
  for (const id of listed?.names() ?? []) {
    const token = tokenOf(listed!.object(id), Number(id), pieces);
    tokens.set(token.content, token);
  }
  for (const name of NAMES) {
    const token = namedToken(config, name);
    const id = token === undefined ? undefined : pieces.idOf(token);
    if (token !== undefined && id !== undefined && !tokens.has(token)) tokens.set(token, plainSpecialToken(id, token));
  }
  return [...tokens.values()];
}

function tokenOf(token: Fields, id: number, pieces: Pieces): AddedToken {
  const content = token.text("content");
  const known = pieces.idOf(content);
  if (!isId(id) || content === "" || (known === undefined ? id < pieces.file.texts.length : known !== id))
    throw invalidFile(
      token.place,
      `is ${shown(content)}, which ${known === undefined ? "is not a piece of the model" : `has the id ${known} in the model`}.`,
    );
  return {
    ...plainSpecialToken(id, content),
    isSpecial: token.flag("special", false),
    isSingleWord: token.flag("single_word", false),
    stripsLeft: token.flag("lstrip", false),
    stripsRight: token.flag("rstrip", false),
  };
}
