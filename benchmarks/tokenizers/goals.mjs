/**
 * What tokenizer-bpe is to reach: of each section and text, how many times as long as ours the others
 * take at least. `npm` is the fastest npm peer, `twin` our engine in TypeScript, `python` Python's tiktoken.
 */
const sameFor = (texts) => (goal) => Object.fromEntries(texts.map((text) => [text, goal]));
const forAll = sameFor(["english2m", "code2m", "multilingual2m"]);

export const goals = {
  steady: {
    english2m: { npm: 1.2, twin: 2.5 },
    code2m: { npm: 1.2, twin: 2.5 },
    multilingual2m: { npm: 1.15, twin: 2 },
  },
  start: {
    english2m: { hypertok: 4, twin: 2.5 },
    code2m: { hypertok: 4, twin: 2.5 },
    multilingual2m: { hypertok: 3, twin: 2.5 },
  },
  first: forAll({ hypertok: 1.5, "gpt-tokenizer": 4 }),
  fresh: {
    english2m: { npm: 1.5, twin: 2, python: 3 },
    code2m: { npm: 1.5, twin: 2.2, python: 3 },
    multilingual2m: { npm: 1.1, twin: 1.8, python: 1.5 },
  },
  lines: forAll({ npm: 1, twin: 1.8 }),
  count: forAll({ npm: 1 }),
  decode: forAll({ npm: 1, twin: 2 }),
};

/** For the sections that have no texts: no slower, less noise, and no larger than the engine in TypeScript. */
export const worstGoals = { python: 1, twin: 0.95 };
export const memoryGoals = { twin: 1 };
/** Kilobytes. */
export const bundleLimits = { cl100k_base: 390, o200k_base: 780 };
