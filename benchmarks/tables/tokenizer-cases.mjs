/** What `pnpm bench tokenizers` has found, by encoding and text. */
import { isRanked } from "../cases.mjs";

const TEXTS = ["english2m", "code2m", "multilingual2m"];

/** The cases of the three texts, undefined where one was not run; labels may say more, as how many lines there are. */
export function textCases({ sections }, section, encoding) {
  return TEXTS.map((text) =>
    sections[section]?.cases.find(({ label }) => `${label},`.startsWith(`${encoding}, ${text},`)),
  );
}

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
  return `Wrong in some places, and not ranked there: ${list.join("; ")}.`;
}
