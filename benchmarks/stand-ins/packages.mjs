/**
 * The packages that have a stand-in, and what their users call. `open` is given the package's module, the original's or
 * ours, and returns its functions of a text and of its ids: what they return is compared. `openOthers` returns what is
 * called without a text of the benchmark's, and how often in a round; `entry` imports a subpath.
 */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** Ranks as they come from a file or from the web: an object that neither package has made. */
const plainRanks = (path) => JSON.parse(JSON.stringify(require(path)));

const THE = new TextEncoder().encode(" the");
const SENTENCE = "The hay is dry, and the hare runs through the long";

/** Every value of a generator, and how many. */
const drained = (values) => [...values];

/** A text that is read: before, it may be a rope of its tokens' texts, which only costs whoever reads it. */
function read(text) {
  text.charCodeAt(text.length - 1);
  return text;
}

const CHAT = (text) => [
  { role: "system", content: "You rake hay." },
  { role: "user", content: text },
];

export const PACKAGES = {
  "js-tiktoken": {
    open({ getEncoding }) {
      const encoding = getEncoding("o200k_base");
      return {
        encode: (text) => encoding.encode(text, "all"),
        decode: (_, ids) => read(encoding.decode(ids)),
      };
    },
    openOthers({ Tiktoken }) {
      const ranks = plainRanks("js-tiktoken/ranks/o200k_base");
      return { "a first text with ranks from JSON": { times: 1, call: () => new Tiktoken(ranks).encode("hay") } };
    },
  },
  "gpt-tokenizer": {
    open: (api) => ({
      encode: (text) => api.encode(text),
      decode: (_, ids) => read(api.decode(ids)),
      countTokens: (text) => api.countTokens(text),
      isWithinTokenLimit: (text) => api.isWithinTokenLimit(text, 1_000_000),
      encodeGenerator: (text) => drained(api.encodeGenerator(text)).flat(),
      decodeGenerator: (_, ids) => read(drained(api.decodeGenerator(ids)).join("")),
      encodeChat: (text) => api.encodeChat(CHAT(text), "gpt-4o"),
    }),
    async openOthers({ setMergeCacheSize }, entry) {
      const { countChatCompletionTokens, decode } = await entry("/model/gpt-4o");
      const request = { messages: CHAT(SENTENCE) };
      return {
        "countChatCompletionTokens of a sentence": { times: 1000, call: () => countChatCompletionTokens(request) },
        "decode of three ids": { times: 100_000, call: () => read(decode([290, 290, 290])) },
        setMergeCacheSize: { times: 1000, call: () => setMergeCacheSize(100_000) },
      };
    },
  },
  tiktoken: {
    open({ get_encoding }) {
      const encoding = get_encoding("o200k_base");
      return {
        encode: (text) => encoding.encode(text, "all"),
        encode_ordinary: (text) => encoding.encode_ordinary(text),
        decode: (_, ids) => encoding.decode(ids),
      };
    },
    openOthers({ get_encoding, Tiktoken }) {
      const { bpe_ranks, special_tokens, pat_str } = plainRanks("tiktoken/encoders/o200k_base.json");
      const encoding = get_encoding("o200k_base");
      const freed = (one) => {
        const ids = one.encode("hay");
        one.free();
        return ids;
      };
      return {
        "get_encoding, a first text, free": { times: 1, call: () => freed(get_encoding("o200k_base")) },
        "a first text with ranks from JSON": {
          times: 1,
          call: () => freed(new Tiktoken(bpe_ranks, special_tokens, pat_str)),
        },
        "encode_with_unstable of a sentence": { times: 10, call: () => encoding.encode_with_unstable(SENTENCE)[0] },
        encode_single_token: { times: 10_000, call: () => encoding.encode_single_token(THE) },
        decode_single_token_bytes: { times: 10_000, call: () => encoding.decode_single_token_bytes(290) },
        token_byte_values: { times: 1, call: () => encoding.token_byte_values().length },
      };
    },
  },
};

/** @returns {string} under which name our stand-in is installed */
export const standInOf = (original) => `@windrow/${original}`;
