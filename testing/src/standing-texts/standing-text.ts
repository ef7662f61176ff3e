/**
 * Texts that every clone has: the story that ships with the demo, and three that are generated from it and from
 * seeds. Figures of the reference implementations over them are in golden/standing_*.json; their sha256 is in
 * golden/standing_texts.json, which `standingText` compares with, so that a generator can't change unnoticed.
 *
 * Their bytes are what the figures hold for: after a change, testing/golden/standing/make.mjs makes all of them again.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { codeFrom } from "./code.ts";
import { proseFrom } from "./prose.ts";
import { scriptsText } from "./scripts.ts";

export type StandingName = "story" | "prose" | "code" | "scripts";

export const STANDING_NAMES: readonly StandingName[] = ["story", "prose", "code", "scripts"];

/** UTF-16 units of a generated text, about: long enough for thousands of merges, short enough for every run. */
const LENGTH = 200_000;

const readStory = (): string =>
  readFileSync(new URL("../../../apps/demo-cli/texts/the-long-field.txt", import.meta.url), "utf8");

const GENERATORS: Readonly<Record<StandingName, () => string>> = {
  story: readStory,
  prose: () => proseFrom(readStory(), 11, LENGTH),
  code: () => codeFrom(readStory(), 12, LENGTH),
  scripts: () => scriptsText(13, LENGTH / 2),
};

/** The text as its generator makes it now. */
export function generateStandingText(name: StandingName): string {
  return GENERATORS[name]();
}

const texts = new Map<StandingName, string>();

/** The text, made once in each process; throws where it is not the one that the figures were made from. */
export function standingText(name: StandingName): string {
  let text = texts.get(name);
  if (text !== undefined) return text;
  text = generateStandingText(name);
  const recorded = JSON.parse(readFileSync(new URL("../../golden/standing_texts.json", import.meta.url), "utf8")) as {
    texts: Record<StandingName, { sha256: string }>;
  };
  const sha256 = createHash("sha256").update(text).digest("hex");
  if (sha256 !== recorded.texts[name].sha256)
    throw new Error(
      `The standing text "${name}" has changed; make its figures again with testing/golden/standing/make.mjs.`,
    );
  texts.set(name, text);
  return text;
}
