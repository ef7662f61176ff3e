/** A worker with one encoding of @windrow/tokenizer-bpe; the build says which. */
import { tokenizer } from "windrow:encoding";
import { answerBpeRequests } from "./bpe-requests.ts";

answerBpeRequests(tokenizer);
