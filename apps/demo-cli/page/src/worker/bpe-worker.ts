/** A worker with one encoding of @windrow/tokenizer-bpe; the build says which. */
import { tokenizer } from "windrow:encoding";
import { answerTokenRequests } from "./token-requests.ts";

answerTokenRequests(tokenizer);
