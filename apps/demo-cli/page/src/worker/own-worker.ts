/** A worker with a vocabulary that is no encoding's: the report puts it in front of this script. */
import { HfTokenizer } from "@windrow/tokenizer-hf";
import { answerTokenRequests } from "./token-requests.ts";

const { windrowVocabulary } = globalThis as unknown as {
  windrowVocabulary: { readonly name: string; readonly format: string; readonly json: string };
};
const { name, format, json } = windrowVocabulary;
const tokenizer =
  format === "tekken.json" ? HfTokenizer.fromTekken(json, { name }) : HfTokenizer.fromJson(json, { name });
answerTokenRequests(tokenizer);
