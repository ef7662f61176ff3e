/** Fuzz target: checkpoints of trainBpe with their sha256 computed again, so that bad data must be found without it. */
import { fuzzTarget, type FuzzTarget, mutateBytes, mutateJson, mustHold, shownBytes } from "@windrow/testing/fuzz";
import { sha256 } from "@windrow/core";
import { trainBpe, type TrainOptions } from "../../src/train/index.ts";

const DIGEST_BYTES = 64;
const texts = ["the hay is in the rows, the hay is dry", "rows and rows of windrows; 12 345 67"];
const options: TrainOptions = { vocabSize: 300, pattern: "gpt2", threads: 1 };

async function saved(): Promise<Uint8Array[]> {
  const all: Uint8Array[] = [];
  const checkpoint = { everyMs: 0, save: (state: Uint8Array): void => void all.push(state) };
  await trainBpe(texts, { ...options, checkpoint });
  return [all[0]!, all.at(-1)!];
}

function withDigest(body: Uint8Array): Uint8Array {
  return Buffer.concat([body, Buffer.from(sha256(body))]);
}

export const checkpointTarget: FuzzTarget = fuzzTarget<Uint8Array>({
  name: "checkpoint",
  codes: ["BPE_"],
  seeds: saved,
  mutate(state, draw) {
    if (draw.chance(0.1)) return mutateBytes(state, draw);
    const body = state.subarray(0, -DIGEST_BYTES);
    const header = body.indexOf(0x0a);
    if (draw.chance(0.5)) return withDigest(mutateBytes(body, draw));
    const json = mutateJson(Buffer.from(body.subarray(0, header)).toString(), draw);
    return withDigest(Buffer.concat([Buffer.from(json), body.subarray(header)]));
  },
  async attempt(resume) {
    const tokenizer = await trainBpe(texts, { ...options, resume });
    for (const text of texts) mustHold(tokenizer.decode(tokenizer.encode(text)) === text, "a text comes back");
  },
  show: shownBytes,
});
