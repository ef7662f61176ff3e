/** The worker thread of batch-threads.ts: encodes the slices of texts that it is sent. */
import { nodeThreads, serveRequests } from "@windrow/core";
import { chooseEngine } from "../encode/choose-engine.ts";
import { WholeTexts } from "../encode/whole-texts.ts";
import { SpecialTokens } from "../special/special-tokens.ts";
import type { BatchRequest } from "./dealt-list.ts";
import { SliceEncoder } from "./encoded-slice.ts";
import { receiveTokenizer, type SentTokenizer } from "./sent-tokenizer.ts";

const { definition, source, engine } = receiveTokenizer(nodeThreads()!.workerData as SentTokenizer);
const special = new SpecialTokens(definition.specialTokens);
const texts = new WholeTexts(chooseEngine(definition.split, source, engine), special.ids);
const encoder = new SliceEncoder(texts, special);

serveRequests(({ texts: some, first, selection }: BatchRequest) => {
  const slice = encoder.encode(some, first, selection);
  return { value: slice, transfer: [slice.ids.buffer, slice.lengths.buffer] };
});
