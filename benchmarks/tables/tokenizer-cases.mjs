/** What `pnpm bench tokenizers` has found, by encoding and text. */
import { isRanked } from "../cases.mjs";

const TEXTS = ["english2m", "code2m", "multilingual2m"];

/** The cases of the three texts, undefined where one was not run; labels may say more, as how many lines there are. */
export function textCases({ sections }, section, encoding) {
  return TEXTS.map((text) => sections[section]?.cases.find((one) => isOf(one, encoding, text)));
}

/** Whether a case is of a text, or of the words that stand for it where there are no corpora. */
export function isOf({ label }, encoding, text) {
  const [first, second] = label.split(", ");
  return first === encoding && [text, `${text} (generated)`].includes(second);
}

/** Whether words stand for the texts: what is measured is another thing then. */
export const isOfWords = (cases) => cases.some((one) => one?.label.includes("(generated)"));

/** Who was wrong and on what, as a sentence; empty where nobody was. */
export function differingPeers({ sections }) {
  const wrong = new Map();
  for (const { cases } of Object.values(sections)) {
    for (const { label, candidates } of cases) {
      for (const one of candidates.filter((each) => each.failed === undefined && !isRanked(each))) {
        if (!wrong.has(one.candidate)) wrong.set(one.candidate, new Set());
        wrong.get(one.candidate).add(label.split(", ").slice(0, 2).join(" on "));
      }
    }
  }
  if (wrong.size === 0) return "";
  const list = [...wrong].map(([peer, where]) => `${peer} (${[...where].join(", ")})`);
  return `Not ranked where their ids are wrong: ${list.join("; ")}.`;
}
