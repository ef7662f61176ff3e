/** A model of a few bytes, as the hub would have it. */
import type { Model } from "./hub-server.ts";

export const COMMIT = "0123456789abcdef0123456789abcdef01234567";
export const OLDER = "89abcdef0123456789abcdef0123456789abcdef";

export const TOKENIZER = JSON.stringify({
  version: "1.0",
  added_tokens: [
    { id: 3, content: "<s>", special: true, normalized: false, single_word: false, lstrip: false, rstrip: false },
  ],
  normalizer: null,
  pre_tokenizer: { type: "WhitespaceSplit" },
  post_processor: null,
  decoder: null,
  model: { type: "WordLevel", vocab: { hello: 0, world: 1, "[UNK]": 2 }, unk_token: "[UNK]" },
});

/** @param changes of its files; undefined takes one away */
export function smallModel(changes: Record<string, string | undefined> = {}): Model {
  const files = {
    "README.md": "# A model",
    "tokenizer.json": TOKENIZER,
    "tokenizer_config.json": JSON.stringify({ bos_token: "<s>", chat_template: "old" }),
    "chat_template.jinja": "{{ bos_token }}{{ messages[0].content }}",
    ...changes,
  };
  const kept = Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    revisions: { main: COMMIT, "v1.0": OLDER, "refs/pr/1": OLDER },
    files: Object.fromEntries(kept),
    large: ["tokenizer.json"],
  };
}
