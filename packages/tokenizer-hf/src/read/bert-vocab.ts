/**
 * BERT's vocab.txt, one token a line, as the tokenizer.json that transformers makes of it with what tokenizer_config.json
 * says. Source: BertConverter of convert_slow_tokenizer.py and BertTokenizerFast, transformers 4 and 5.
 */
import { namedToken, type TokenizerConfig } from "../fields/config.ts";
import { Fields, invalidFile, shown, unsupported } from "../fields/fields.ts";
import { fileText } from "./file-json.ts";

/** What tokens are called, where a config says nothing else. */
export const BERT_TOKENS: TokenizerConfig = {
  unk_token: "[UNK]",
  sep_token: "[SEP]",
  pad_token: "[PAD]",
  cls_token: "[CLS]",
  mask_token: "[MASK]",
};

/** What is not in the vocabulary. */
export interface BertSettings {
  readonly config: TokenizerConfig;
  readonly lowercase: boolean;
  /** Undefined: as `lowercase`. */
  readonly stripAccents: boolean | undefined;
  readonly handleChineseChars: boolean;
}

/** Tokenizers of transformers whose vocab.txt is read as BERT's. */
const CLASSES =
  /^(?:Bert|DistilBert|Electra|MobileBert|ConvBert|LayoutLM|Lxmert|SqueezeBert|RetriBert|DPR(?:ContextEncoder|QuestionEncoder|Reader))Tokenizer(?:Fast)?$/;

/** @throws HfError HF_INVALID_FILE, HF_UNSUPPORTED_FILE for a tokenizer_class that is another's */
export function bertSettings(config: TokenizerConfig): BertSettings {
  const fields = Fields.of(config, "config");
  const tokenizer = fields.text("tokenizer_class", "BertTokenizer");
  if (!CLASSES.test(tokenizer))
    throw unsupported("config.tokenizer_class", `is ${shown(tokenizer)}, whose vocab.txt is not read as BERT's.`);
  return {
    config,
    lowercase: fields.flag("do_lower_case", true),
    stripAccents: fields.has("strip_accents") ? fields.flag("strip_accents") : undefined,
    handleChineseChars: fields.flag("tokenize_chinese_chars", true),
  };
}

/**
 * @param file its bytes or text
 * @param name of the file, for errors
 * @throws HfError HF_INVALID_FILE
 */
export function bertFile(file: unknown, name: string, settings: BertSettings): Record<string, unknown> {
  const { config, lowercase, stripAccents, handleChineseChars } = settings;
  const vocab = readLines(fileText(file, "vocab.txt"), name);
  const [unk, sep, pad, cls, mask] = Object.entries(BERT_TOKENS).map(
    ([field, content]) => namedToken(config, field) ?? (content as string),
  ) as [string, string, string, string, string];
  if (!vocab.has(unk))
    throw invalidFile(name, `does not have ${shown(unk)}, the unknown token: a vocab.txt has one token per line.`, {
      token: unk,
    });
  const added = addedTokens(config, vocab, [unk, sep, pad, cls, mask]);
  const ids = new Map(added.map(({ content, id }) => [content, id]));
  const special = (content: string, type_id: number): object => ({ SpecialToken: { id: content, type_id } });
  const text = (id: string, type_id: number): object => ({ Sequence: { id, type_id } });
  const single = [special(cls, 0), text("A", 0), special(sep, 0)];
  return {
    version: "1.0",
    added_tokens: added,
    normalizer: {
      type: "BertNormalizer",
      clean_text: true,
      handle_chinese_chars: handleChineseChars,
      strip_accents: stripAccents ?? null,
      lowercase,
    },
    pre_tokenizer: { type: "BertPreTokenizer" },
    post_processor: {
      type: "TemplateProcessing",
      single,
      pair: [...single, text("B", 1), special(sep, 1)],
      special_tokens: Object.fromEntries(
        [cls, sep].map((content) => [content, { id: content, ids: [ids.get(content)], tokens: [content] }]),
      ),
    },
    decoder: { type: "WordPiece", prefix: "##", cleanup: true },
    model: {
      type: "WordPiece",
      unk_token: unk,
      continuing_subword_prefix: "##",
      max_input_chars_per_word: 100,
      // A token may be named "__proto__", which only this makes a field of its own.
      vocab: Object.fromEntries(vocab),
    },
  };
}

/** Ids by token. A line ends as Python reads it. */
function readLines(text: string, name: string): Map<string, number> {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === "") lines.pop();
  if (lines.length === 0) throw invalidFile(name, "is empty; expected one token per line.");
  const vocab = new Map<string, number>();
  for (const [id, token] of lines.entries()) {
    const other = vocab.get(token);
    if (other !== undefined)
      throw invalidFile(name, `has ${shown(token)} twice, on lines ${other + 1} and ${id + 1}.`, { token });
    vocab.set(token, id);
  }
  return vocab;
}

interface ListedToken {
  readonly id: number;
  readonly content: string;
}

/** Those of the config, then the special ones that it does not list; new ones have the next ids. */
function addedTokens(
  config: TokenizerConfig,
  vocab: ReadonlyMap<string, number>,
  special: readonly string[],
): ListedToken[] {
  const fields = Fields.of(config, "config").maybe("added_tokens_decoder");
  const listed = (fields?.names() ?? [])
    .map((id) => listedToken(fields!.object(id), Number(id)))
    .toSorted((a, b) => a.id - b.id);
  let next = vocab.size + listed.filter(({ content }) => !vocab.has(content)).length;
  const others = new Set(special);
  for (const { content } of listed) others.delete(content);
  const flags = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
  return [...listed, ...Array.from(others, (content) => ({ id: vocab.get(content) ?? next++, content, ...flags }))];
}

function listedToken(token: Fields, id: number): ListedToken {
  return {
    id,
    content: token.text("content"),
    ...Object.fromEntries(
      ["single_word", "lstrip", "rstrip", "normalized", "special"].map((flag) => [
        flag,
        token.flag(flag, flag === "normalized"),
      ]),
    ),
  };
}
