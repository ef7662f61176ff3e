/** What the tables of `pnpm bench tokenizers` say of engines, and of candidates that were wrong or did not run. */
import { expect, test } from "vitest";
import { allTables } from "../../benchmarks/tables/write-tables.mjs";

const OURS = "@windrow/tokenizer-bpe";
const TWIN = `${OURS}, TypeScript engine`;
const TEXTS = ["english2m", "code2m", "multilingual2m"];

interface Candidate {
  candidate: string;
  kind: string;
  median: number;
  ids?: string;
}

/** Milliseconds for 1 MB, so that 10 ms are 100 MB/s. */
const candidates: Candidate[] = [
  { candidate: OURS, kind: "ours", median: 10, ids: "equal" },
  { candidate: TWIN, kind: "twin", median: 25, ids: "equal" },
  { candidate: "hypertok", kind: "npm", median: 20, ids: "equal" },
  { candidate: "quick", kind: "npm", median: 5, ids: "1 of 9 differ, first id 3 at byte 7" },
];
const oneCase = (label: string, unit = "ms") => ({ label, unit, bytes: 1e6, candidates });
const machine = { date: "", cpu: "", cores: 1, system: "", node: "v1", commit: "", versions: {} };
const section = (cases: unknown[], question = "") => ({ question, machine, cases });

async function rendered(name: string, sections: object): Promise<string> {
  const table = (await allTables()).find((one) => one.name === name)!;
  return table.render({ sections });
}

const costs = {
  worst: section(
    ["cl100k_base, 'a'", "o200k_base, ' '", "cl100k_base, random letters", "cl100k_base, a base64 line"].map(
      (label) => ({
        ...oneCase(label),
        candidates: [...candidates, { candidate: "Python tiktoken", kind: "python", median: 30 }],
      }),
    ),
  ),
  cold: section([oneCase("cl100k_base"), oneCase("o200k_base")]),
  bundle: section([oneCase("gpt2"), oneCase("cl100k_base"), oneCase("o200k_base")]),
  memory: section([oneCase("o200k_base, english2m", "MB")]),
};

test("our engines have a column each, and who is wrong is named instead of ranked", async () => {
  const cases = TEXTS.map((text) => oneCase(`cl100k_base, ${text}`));
  const text = await rendered("tokenizers", { steady: section(cases), ...costs });
  expect(text).toContain("| the same text again, cl100k_base | 100 / 100 / 100 | 2.5 / 2.5 / 2.5 | 2.0 / 2.0 / 2.0 |");
  expect(text).toContain("Not ranked where their ids are wrong: quick (cl100k_base on english2m,");
  expect(text).not.toContain("gpt2 | 100");
});

test("every candidate by itself: what was not run has a dash, what was wrong no figure", async () => {
  const cases = [oneCase("o200k_base, english2m"), oneCase("o200k_base, code2m")];
  const text = await rendered("tokenizers-peers", {
    start: section(cases),
    steady: section(cases),
    memory: costs.memory,
  });
  expect(text).toContain("| o200k_base | import to ids of 2 MB, ms | same text again | peak memory, MB |");
  expect(text).toContain(`| ${TWIN} | 25 / 25 / – | 40 / 40 / – | 25 |`);
  expect(text).toContain("| quick | wrong / wrong / – | wrong / wrong / – | wrong |");
});

test("each runtime has our figures and how much longer the others take", async () => {
  const cases = ["start", "first", "steady", "fresh"].flatMap((measure) =>
    TEXTS.map((text) => oneCase(`cl100k_base, ${text}, ${measure}`)),
  );
  const chromium = section(cases, "How fast is text encoded in Chromium 1.2?");
  const text = await rendered("tokenizers-runtimes", { chromium });
  expect(text).toContain(
    "| Chromium 1.2, cl100k_base, the same text again | 100 / 100 / 100 | 2.5 / 2.5 / 2.5 | 2.0 / 2.0 / 2.0 |",
  );
  expect(text).toContain("| Chromium 1.2, cl100k_base, import to the ids of 2 MB, ms | 10 / 10 / 10 |");
});

test("models: load and MB/s of everybody who took part, and where hypertok is faster", async () => {
  const timed = (label: string, unit: string, ours: number, theirs: number, ids?: string) => ({
    label,
    unit,
    candidates: [
      { candidate: "@windrow/tokenizer-hf", kind: "ours", median: ours, ids: "reference" },
      { candidate: "hypertok", kind: "npm", median: theirs, ids: ids ?? "equal" },
      { candidate: "kitoken", kind: "npm", failed: "TypeError: no such step" },
    ],
  });
  const texts = [timed("English", "ms/MB", 10, 20), timed("code", "ms/MB", 10, 5)];
  const table = await rendered("tokenizers-hf", {
    llama3: section([timed("load", "ms", 300, 200), ...texts, timed("many languages", "ms/MB", 10, 1, "differ")]),
  });
  expect(table).toContain("| Llama 3 | @windrow/tokenizer-hf | 300 | 100 / 100 / 100 |");
  expect(table).toContain("| Llama 3 | hypertok | 200 | 50 / 200 / wrong |");
  expect(table).toContain("| Llama 3 | kitoken | fails | fails / fails / fails |");
  expect(table).toContain("hypertok is faster in 2 of these 3");
});
