/** Fuzz targets: every file that an HfTokenizer is read from. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import {
  type Draw,
  fuzzTarget,
  type FuzzTarget,
  mustHold,
  mutateJson,
  mutateText,
  shownText,
} from "@windrow/testing/fuzz";
import { HfTokenizer } from "../../src/index.ts";

const fixture = (name: string): unknown =>
  JSON.parse(gunzipSync(readFileSync(new URL(`../fixtures/${name}.json.gz`, import.meta.url))).toString());
const families = fixture("families") as { json: Record<string, unknown>; encode: { text: string }[] }[];
const tekken = (fixture("tekken") as { json: object }).json;

const TEXTS = [
  "the hay, the rows",
  " windrow 12 345\n\n",
  "h\u00e9\u4e2d\u{1f600}\ud800 cafe\u0301",
  "<|endoftext|><s>[INST] <think>",
  "\u0000\u00ff'S  ",
];

/** What has to hold of whatever was read. */
function use(tokenizer: HfTokenizer): void {
  const all = { allowedSpecial: "all" } as const;
  for (const text of TEXTS) {
    const ids = tokenizer.encode(text, all);
    const spans = tokenizer.encodeWithOffsets(text, all);
    mustHold(
      ids.join() === spans.ids.join(),
      `${JSON.stringify(text)}: ${ids.join()} without spans, ${spans.ids.join()} with`,
    );
    mustHold(
      ids.every((id) => id >= 0 && id < tokenizer.vocabSize),
      `ids below ${tokenizer.vocabSize}: ${ids.join()}`,
    );
    mustHold(
      spans.starts.every((start, i) => 0 <= start && start <= spans.ends[i]! && spans.ends[i]! <= text.length),
      `spans within the text: ${spans.starts.join()}, ${spans.ends.join()}`,
    );
    mustHold(tokenizer.countTokens(text, all) === ids.length, "as many as are counted");
    mustHold(typeof tokenizer.decode(ids, { skipSpecialTokens: true }) === "string", "a text");
    mustHold(text.startsWith(tokenizer.truncate(text, 2)), "a beginning");
    tokenizer.encode(text, { ...all, addSpecialTokens: true, pair: "b" });
  }
  mustHold(/^[0-9a-f]{64}$/.test(tokenizer.fingerprint), "a fingerprint");
}

/** Takes a stage from another file, of a kind that this one may not have. */
function swapStage(json: string, draw: Draw): string {
  const file = JSON.parse(json) as Record<string, unknown>;
  const field = draw.of(["normalizer", "pre_tokenizer", "post_processor", "decoder", "added_tokens"]);
  file[field] = draw.of(families).json[field];
  return JSON.stringify(file);
}

export const tokenizerJsonTarget: FuzzTarget = fuzzTarget<string>({
  name: "tokenizer.json of models",
  codes: ["HF_"],
  seeds: () => families.map(({ json }) => JSON.stringify(json)),
  mutate: (json, draw) =>
    draw.chance(0.1)
      ? mutateText(json, draw, ['"', "{", "]", "\\u"])
      : (draw.chance(0.3) ? swapStage : mutateJson)(json, draw),
  attempt: (json) => use(HfTokenizer.fromJson(json)),
  show: shownText,
});

export const tekkenTarget: FuzzTarget = fuzzTarget<string>({
  name: "tekken.json",
  codes: ["HF_", "BPE_INVALID_RANKS"],
  seeds: () => [JSON.stringify(tekken)],
  mutate: mutateJson,
  attempt: (json) => use(HfTokenizer.fromTekken(json)),
  show: shownText,
});
