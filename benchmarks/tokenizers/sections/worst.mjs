/**
 * The worst cases, at 10^5 and 10^6 characters, and ours at 10^7.
 *
 * Each timed text is another one where it is random, so that no cache knows it. At 10^6 ours is
 * timed beside Python tiktoken; the npm packages have a time limit at 10^5, where most are quadratic
 * and would take minutes at 10^6.
 */
import { summary } from "../../report.mjs";
import { candidatesFor } from "../candidates.mjs";
import { ratioGoals } from "../../cases.mjs";
import { worstGoals } from "../goals.mjs";
import { takeTurns } from "../turns.mjs";
import { worstTexts } from "../worst-texts.mjs";

/** For the whole process of an npm package at 10^5, which encodes one text. */
const LIMIT_SECONDS = 3;
/** Ten times the text may take so many times as long: a heap's n log n, and noise. */
const GROWTH = 13;

const [SMALL, LARGE, HUGE] = [1e5, 1e6, 1e7];
/** One piece each, of bytes, of white space and of three bytes a character. */
const HUGE_TEXTS = new Set(["'a'", "' '", "one Han letter"]);

export const worst = {
  question: "How long do the worst cases take?",
  async *run({ encodings, ...plan }) {
    for (const encoding of ["cl100k_base", "o200k_base"].filter((one) => encodings.includes(one))) {
      const { candidates } = await candidatesFor(encoding, plan);
      for (const [name, makeText] of Object.entries(worstTexts)) {
        const time = (some, options) => timeTexts(encoding, some, { makeText, seconds: 120, ...options });
        const references = candidates.filter(({ kind }) => kind !== "npm");
        const large = await time(references, { length: LARGE, texts: 3 });
        const small = await time(references, { length: SMALL, texts: 5 });
        // Peers do the same work in all encodings; a minute of waiting for them is enough.
        const isFirst = encoding === "cl100k_base";
        const seconds = LIMIT_SECONDS;
        const all = isFirst ? await time(candidates, { length: SMALL, texts: 1, isCold: true, seconds }) : [];
        const peers = all.filter(({ kind }) => kind === "npm");
        const runsHuge = isFirst && HUGE_TEXTS.has(name);
        const huge = runsHuge ? await time(references.slice(0, 1), { length: HUGE, texts: 1, isCold: true }) : [];
        yield {
          label: `${encoding}, ${name}`,
          unit: "ms",
          candidates: [
            ...large.map((one) => ({ ...one, candidate: `${one.candidate}, 10^6` })),
            ...other(small, "10^5"),
            ...other(peers, "10^5, one text, cold"),
            ...other(huge, "10^7"),
          ],
          goals: [
            ...ratioGoals({ candidates: large }, worstGoals),
            growth(large, small),
            ...huge.map(({ failed }) => ({ against: "10^7 characters", goal: "ends", reached: failed === undefined })),
          ],
        };
      }
    }
  },
};

async function timeTexts(encoding, candidates, { makeText, length, texts, isCold = false, seconds }) {
  const warm = isCold ? [] : [makeText(length, 1)];
  const timed = Array.from({ length: texts }, (_, i) => makeText(length, i + 2));
  const task = { warm, timed, rounds: 0, seconds: 0 };
  const all = candidates.map((one) => ({ ...one, slow: false }));
  const outcomes = await takeTurns(encoding, all, task, { seconds, mayFail: true });
  return outcomes.map(({ turns, ...outcome }) =>
    outcome.failed === undefined ? { ...outcome, ...summary(turns.flatMap(({ firstPass }) => firstPass)) } : outcome,
  );
}

const other = (outcomes, size) =>
  outcomes.map((one) => ({ ...one, candidate: `${one.candidate}, ${size}`, kind: "other" }));

function growth([large], [small]) {
  const against = "itself at 10^5 (growth)";
  const goal = `<= ${GROWTH}`;
  if (large.failed !== undefined || small.failed !== undefined) return { against, goal, reached: false };
  const ratio = large.median / small.median;
  return { against, ratio, ofMinima: large.min / small.min, goal, reached: ratio <= GROWTH };
}
