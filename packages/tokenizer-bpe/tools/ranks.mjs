/** tiktoken's rank tables as js-tiktoken carries them, checked against the sha256 that tiktoken pins. */
import { createHash } from "node:crypto";

/** sha256 of the .tiktoken files. Source: tiktoken_ext/openai_public.py, tiktoken 0.14. */
const SHA256 = {
  r50k: "306cd27f03c1a714eca7108e03d66b7dc042abe8c258b44c199a7ed9838dd930",
  p50k: "94b5ca7dff4d00767bc256fdd1b27e5b17361d7b8a5f968547f9f23eb70d2069",
  cl100k: "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
  o200k: "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
};

/** Base64 of each token by its id, with holes where an id has none. Lines are `! FIRST_ID BASE64 BASE64 ...`. */
export function readRanks({ bpe_ranks }) {
  const tokens = [];
  for (const line of bpe_ranks.split("\n").filter(Boolean)) {
    const [, first, ...base64Tokens] = line.split(" ");
    base64Tokens.forEach((base64, i) => (tokens[Number(first) + i] = base64));
  }
  return tokens;
}

/** Throws unless the tokens, written as a .tiktoken file, are the ones that tiktoken downloads. */
export function checkRanks(name, tokens) {
  const hash = createHash("sha256");
  tokens.forEach((base64, id) => hash.update(`${base64} ${id}\n`));
  const digest = hash.digest("hex");
  if (digest !== SHA256[name]) {
    throw new Error(`The rank table of ${name} has sha256 ${digest}; tiktoken pins ${SHA256[name]}.`);
  }
}
