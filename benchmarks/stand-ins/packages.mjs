/**
 * The packages that have a stand-in, and what their users call. `open` is given the package's module, the original's or
 * ours, and returns its functions of a text and of its ids: what they return is compared.
 */

/** Every value of a generator, and how many. */
const drained = (values) => [...values];

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
        decode: (_, ids) => encoding.decode(ids),
      };
    },
  },
  "gpt-tokenizer": {
    open: (api) => ({
      encode: (text) => api.encode(text),
      decode: (_, ids) => api.decode(ids),
      countTokens: (text) => api.countTokens(text),
      isWithinTokenLimit: (text) => api.isWithinTokenLimit(text, 1_000_000),
      encodeGenerator: (text) => drained(api.encodeGenerator(text)).flat(),
      decodeGenerator: (_, ids) => drained(api.decodeGenerator(ids)).join(""),
      encodeChat: (text) => api.encodeChat(CHAT(text), "gpt-4o"),
    }),
  },
  tiktoken: {
    open({ get_encoding }) {
      const encoding = get_encoding("o200k_base");
      return {
        encode: (text) => encoding.encode(text, "all"),
        encode_ordinary: (text) => encoding.encode_ordinary(text),
        decode: (_, ids) => encoding.decode(Uint32Array.from(ids)),
      };
    },
  },
};

/** @returns {string} under which name our stand-in is installed */
export const standInOf = (original) => `@windrow/${original}`;
