/** LangChain.js' two ways to split a text by tokens. */
import { RecursiveCharacterTextSplitter, TokenTextSplitter } from "@langchain/textsplitters";
import { o200kBase } from "@windrow/tokenizer-bpe/o200k_base";

const countO200k = (text) => o200kBase.countTokens(text);

/** At paragraphs, lines and words. A splitter asks for the length of every part that may go into a chunk. */
export function atWords(chunkSize, lengthFunction = countO200k) {
  return new RecursiveCharacterTextSplitter({ chunkSize, chunkOverlap: 0, lengthFunction });
}

/**
 * Exactly so many tokens each, wherever that is. LangChain.js takes js-tiktoken for it, which is overridden here, and
 * fetches the vocabulary from tiktoken.pages.dev.
 */
export function atTokens(chunkSize) {
  return new TokenTextSplitter({ encodingName: "o200k_base", chunkSize, chunkOverlap: 0 });
}
