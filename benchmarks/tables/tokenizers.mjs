/** tokenizer-bpe beside the best of its peers, by what is done. Sections that were not run have no row. */
import { isRanked } from "../cases.mjs";
import { digits, losses, table, time } from "./format.mjs";
import { caseOf, fastest } from "./results.mjs";
import { differingPeers, textCases } from "./tokenizer-cases.mjs";

const SPEEDS = [
  ["steady", "the same text again"],
  ["fresh", "text not seen before"],
  ["documents", "50 MB of documents not seen before"],
  ["first", "first call of a process"],
  ["lines", "one call for each line"],
  ["decode", "decode to a string that is used"],
  ["documents-decode", "decode of 10 MB of documents"],
];
const ENCODINGS = ["cl100k_base", "gpt2", "o200k_base"];
const LANGUAGES = ["English", "code", "many languages"];
const NPM = "the fastest npm peer";
const TIKTOKEN = "Python's tiktoken";

function speeds(results) {
  const rows = [];
  const lost = { npm: [], python: [] };
  const measured = SPEEDS.flatMap(([section, what]) =>
    ENCODINGS.map((encoding) => ({ what: `${what}, ${encoding}`, cases: textCases(results, section, encoding) })),
  ).filter(({ cases }) => !cases.includes(undefined));
  const hasTwin = measured.some(({ cases }) => cases.some((one) => fastest(one, "twin") !== undefined));
  for (const { what, cases } of measured) {
    const ratios = (kind) =>
      cases.map((one, i) => {
        const best = fastest(one, kind);
        if (best === undefined) return "";
        const times = best.median / fastest(one, "ours").median;
        lost[kind]?.push({ label: `${what}, ${LANGUAGES[i]}`, ratio: 1 / times });
        return digits(times);
      });
    const ours = cases.map((one) => digits(one.bytes / 1e3 / fastest(one, "ours").median));
    const columns = [ours, ...(hasTwin ? [ratios("twin")] : []), ratios("npm"), ratios("python")];
    rows.push([what, ...columns.map((cells) => (cells.join("") === "" ? "" : cells.join(" / ")))]);
  }
  const head = [
    "MB/s: English / code / many languages",
    "ours",
    ...(hasTwin ? ["times our TypeScript engine"] : []),
    `times ${NPM}`,
    `times ${TIKTOKEN}`,
  ];
  const differing = differingPeers(results);
  return [
    table(head, rows),
    losses("an npm peer", lost.npm),
    losses(TIKTOKEN, lost.python),
    ...(differing === "" ? [] : [differing]),
  ].join("\n\n");
}

/** A million characters without a break. npm's peers, which may not end, are given 100,000, cold. */
function worst(results, label) {
  const one = caseOf(results, "worst", label);
  const peers = one.candidates.filter(({ candidate: name }) => name.endsWith("one text, cold"));
  const done = peers.filter(isRanked).toSorted((a, b) => a.median - b.median);
  const [best] = done;
  const npm =
    peers.length === 0
      ? "not run"
      : best === undefined
        ? "over 3 s for 100,000 characters"
        : `${time(best.median)} for 100,000 characters, cold (${best.candidate.split(",")[0]}); ${peers.length - done.length} of ${peers.length} peers took over 3 s`;
  const python = one.candidates.find(({ kind }) => kind === "python");
  return [time(fastest(one, "ours").median), npm, python.failed === undefined ? time(python.median) : "fails"];
}

function costs(results) {
  const all = (section, unit, labels, isPossible = true) =>
    ["ours", "npm", "python"].map((kind) => {
      if (!isPossible) return "";
      const best = labels.map((label) => fastest(caseOf(results, section, label), kind));
      return best.includes(undefined) ? "" : `${best.map(({ median }) => digits(median)).join(" / ")} ${unit}`;
    });
  const isRun = (section) => results.sections[section] !== undefined;
  const rows = [
    ["a million times `a`, cl100k_base", ...worst(results, "cl100k_base, 'a'")],
    ["a million spaces, o200k_base", ...worst(results, "o200k_base, ' '")],
    ["a million random letters, cl100k_base", ...worst(results, "cl100k_base, random letters")],
    ["a base64 line of a million characters, cl100k_base", ...worst(results, "cl100k_base, a base64 line")],
    [
      "from process start to the first ids, minus the startup of Node itself: cl100k_base / o200k_base",
      ...all("cold", "ms", ["cl100k_base", "o200k_base"]),
    ],
    ...["cl100k_base", "o200k_base"]
      .filter(() => isRun("start"))
      .map((encoding) => [
        `from the import to the ids of 2 MB, ${encoding}: English / code / many languages`,
        ...all(
          "start",
          "ms",
          textCases(results, "start", encoding).map(({ label }) => label),
        ),
      ]),
    [
      "one encoding bundled, minified, gzipped: gpt2 / cl100k_base / o200k_base",
      ...all("bundle", "kB", ["gpt2", "cl100k_base", "o200k_base"]),
    ],
    ["peak memory of a process that encodes 2 MB in o200k_base", ...all("memory", "MB", ["o200k_base, english2m"])],
  ];
  return table(["", "ours", "the best npm peer", TIKTOKEN], rows);
}

export const tables = [
  {
    name: "tokenizers",
    file: "packages/tokenizer-bpe/README.md",
    peers: [
      "hypertok",
      "js-tiktoken",
      "tiktoken (npm)",
      "gpt-tokenizer",
      "ai-tokenizer",
      "kitoken",
      "@huggingface/tokenizers",
      "tiktoken",
    ],
    render: (results) => `${speeds(results)}\n\n${costs(results)}`,
  },
];
