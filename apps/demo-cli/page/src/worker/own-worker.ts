/** A worker with a vocabulary that is no encoding's: the report puts it in front of this script. */
import { BpeTokenizer } from "@windrow/tokenizer-bpe";
import { answerBpeRequests } from "./bpe-requests.ts";

const { windrowVocabulary } = globalThis as unknown as {
  windrowVocabulary: { readonly name: string; readonly json: string };
};
const { name, json } = windrowVocabulary;
answerBpeRequests(BpeTokenizer.fromTokenizerJson(json, { name }));
