import { digits, losses, rate, size, table, time } from "./format.mjs";
import { candidate, caseOf, fastest } from "./results.mjs";

const file = "packages/tokenizer-bpe/README.md";
const TEXTS = ["english2m", "code2m", "multilingual2m"];
const ENCODINGS = ["cl100k_base", "gpt2", "o200k_base"];
const SPEEDS = [
  ["steady", "the same text again", ENCODINGS],
  ["fresh", "text not seen before", ENCODINGS],
  ["first", "first call of a process", ENCODINGS],
  ["lines", "one call for each line", ["cl100k_base"]],
  ["decode", "decode to a string that is used", ["cl100k_base"]],
];
const NPM = "the fastest npm peer";
const TIKTOKEN = "Python's tiktoken";

/** The cases of the three texts; labels may say more, as how many lines there are. */
function casesOf({ sections }, section, encoding) {
  return TEXTS.map((text) => {
    const found = sections[section]?.cases.find(({ label }) => `${label},`.startsWith(`${encoding}, ${text},`));
    if (found === undefined) throw new Error(`${section} has no case ${encoding}, ${text}; run that section`);
    return found;
  });
}

function speeds(results) {
  const rows = [];
  const lost = { npm: [], python: [] };
  for (const [section, what, encodings] of SPEEDS) {
    for (const encoding of encodings) {
      const cases = casesOf(results, section, encoding);
      const ratios = (kind) =>
        cases.map((one, i) => {
          const times = fastest(one, kind).median / fastest(one, "ours").median;
          lost[kind].push({
            label: `${what}, ${encoding}, ${["English", "code", "many languages"][i]}`,
            ratio: 1 / times,
          });
          return digits(times);
        });
      const ours = cases.map((one) => digits(one.bytes / 1e3 / fastest(one, "ours").median));
      rows.push([`${what}, ${encoding}`, ...[ours, ratios("npm"), ratios("python")].map((cells) => cells.join(" / "))]);
    }
  }
  const head = ["MB/s: English / code / many languages", "ours", `times ${NPM}`, `times ${TIKTOKEN}`];
  return [table(head, rows), losses("an npm peer", lost.npm), losses(TIKTOKEN, lost.python)].join("\n\n");
}

/** A million characters without a break. npm's peers, which may not end, are given 100,000, cold. */
function worst(results, label) {
  const one = caseOf(results, "worst", label);
  const peers = one.candidates.filter(({ candidate: name }) => name.endsWith("one text, cold"));
  const done = peers.filter(({ failed }) => failed === undefined).toSorted((a, b) => a.median - b.median);
  const [best] = done;
  const npm =
    peers.length === 0
      ? "not run"
      : best === undefined
        ? "over 3 s for 100,000"
        : `${time(best.median)} for 100,000, cold (${best.candidate.split(",")[0]}); ${peers.length - done.length} of ${peers.length} over 3 s`;
  const python = one.candidates.find(({ kind }) => kind === "python");
  return [time(fastest(one, "ours").median), npm, python.failed === undefined ? time(python.median) : "fails"];
}

function costs(results) {
  const both = (section, unit, labels) =>
    ["ours", "npm", "python"].map((kind) => {
      const best = labels.map((label) => fastest(caseOf(results, section, label), kind));
      return best.includes(undefined) ? "" : `${best.map(({ median }) => digits(median)).join(" / ")} ${unit}`;
    });
  const rows = [
    ["a million times `a`, cl100k_base", ...worst(results, "cl100k_base, 'a'")],
    ["a million spaces, o200k_base", ...worst(results, "o200k_base, ' '")],
    ["a million random letters, cl100k_base", ...worst(results, "cl100k_base, random letters")],
    ["a base64 line of a million characters, cl100k_base", ...worst(results, "cl100k_base, a base64 line")],
    [
      "start of a process to the first ids, over bare node: cl100k_base / o200k_base",
      ...both("cold", "ms", ["cl100k_base", "o200k_base"]),
    ],
    [
      "one encoding bundled, minified, gzipped: gpt2 / cl100k_base / o200k_base",
      ...both("bundle", "kB", ["gpt2", "cl100k_base", "o200k_base"]),
    ],
    ["peak memory of a process that encodes 2 MB in o200k_base", ...both("memory", "MB", ["o200k_base, english2m"])],
  ];
  return table(["", "ours", "the best npm peer", TIKTOKEN], rows);
}

export const tables = [
  {
    name: "tokenizers",
    file,
    peers: ["js-tiktoken", "tiktoken (npm)", "gpt-tokenizer", "ai-tokenizer", "@huggingface/tokenizers", "tiktoken"],
    render: (results) => `${speeds(results)}\n\n${costs(results)}`,
  },
  {
    name: "tokenizers-memory",
    file,
    peers: [],
    render({ sections }) {
      const rows = Object.entries(sections).map(
        ([
          encoding,
          {
            cases: [one],
          },
        ]) => [encoding, ...one.candidates.map(({ median }) => `${digits(median)} MB`)],
      );
      return table(
        ["heap of a process that encodes 100 million tokens", "after 1 %", "in the middle", "at the end"],
        rows,
      );
    },
  },
  {
    name: "train",
    file,
    peers: ["tokenizers"],
    render({ results }) {
      const ROWS = ["trainBpe, by default", "trainBpe, one thread", "Hugging Face", "minbpe's way"];
      const rows = ROWS.map((name) => [
        candidate(results[0], name).candidate,
        ...results.map(({ candidates }) => {
          const one = candidates.find((each) => each.candidate.startsWith(name));
          return one === undefined ? "not run" : time(one.median);
        }),
      ]);
      const ratios = results.map((result) => ({
        label: `${rate(result.bytes / 1e3)} kB`,
        ratio: candidate(result, ROWS[0]).median / candidate(result, "Hugging Face").median,
      }));
      const head = ["a vocabulary of 8,192", ...results.map(({ label, bytes }) => `${label}, ${size(bytes)}`)];
      return `${table(head, rows)}\n\n${losses("Hugging Face's trainer", ratios)}`;
    },
  },
];
