/** A worker with a vocabulary that is not an encoding's: the report puts it in front of this script. */
import { HfTokenizer } from "@windrow/tokenizer-hf";
import { answerTokenRequests } from "./token-requests.ts";

const { windrowVocabulary } = globalThis as unknown as {
  windrowVocabulary: { readonly name: string; readonly json: string };
};
const { name, json } = windrowVocabulary;
answerTokenRequests(HfTokenizer.fromJson(json, { name }));
