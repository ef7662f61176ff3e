/** Every candidate of `pnpm bench tokenizers` by itself: a row for each, a table for each encoding. */
import { isRanked } from "../cases.mjs";
import { OURS } from "../tokenizers/peers/windrow.mjs";
import { digits, table } from "./format.mjs";
import { isOfWords, textCases } from "./tokenizer-cases.mjs";

/** A cell has three texts; the figure is MB/s, of `start` ms. */
const BY_TEXT = [
  ["start", "import to ids of 2 MB, ms"],
  ["first", "first 2 MB"],
  ["steady", "same text again"],
  ["fresh", "text not seen"],
  ["documents", "50 MB of documents"],
  ["lines", "a call for each line"],
  ["count", "count"],
  ["decode", "decode"],
];
/** A cell is a size of the encoding, in the unit of the section. */
const SIZES = [
  ["bundle", "download, kB gzipped"],
  ["install", "installed, MB"],
  ["memory", "peak memory, MB"],
];
const ENCODINGS = ["cl100k_base", "o200k_base"];

function oneEncoding(results, encoding) {
  const columns = [
    ...BY_TEXT.map(([section, head]) => ({ section, head, cases: textCases(results, section, encoding) })),
    ...SIZES.map(([section, head]) => ({ section, head, cases: [sizeCase(results, section, encoding)] })),
  ].filter(({ cases }) => cases.some((one) => one !== undefined));
  const all = columns.flatMap(({ cases }) => cases.flatMap((one) => one?.candidates ?? []));
  const names = new Set(all.filter(isShown).map(nameOf));
  const rows = [...names].map((name) => [
    name,
    ...columns.map(({ section, cases }) => cell(cases.map((one) => figure(section, one, name)))),
  ]);
  const heads = columns.map(({ head, cases }) => (isOfWords(cases) ? `${head} (generated words)` : head));
  return table([encoding, ...heads], rows);
}

const isShown = ({ kind }) => kind !== "other";

/** Ours may have the name of what it does. */
const nameOf = ({ kind, candidate }) => (kind === "ours" ? OURS : candidate);

function sizeCase({ sections }, section, encoding) {
  return sections[section]?.cases.find(({ label }) => label.split(", ")[0] === encoding);
}

function figure(section, one, name) {
  const found = one?.candidates.filter(isShown).find((each) => nameOf(each) === name);
  if (found === undefined) return "–";
  if (found.failed !== undefined) return "fails";
  if (!isRanked(found)) return "wrong";
  const isTime = section !== "start" && one.unit === "ms";
  return digits(isTime ? one.bytes / 1e3 / found.median : found.median);
}

const cell = (figures) => (figures.every((one) => one === "–") ? "" : figures.join(" / "));

export const tables = [
  {
    name: "tokenizers-peers",
    benchmark: "tokenizers",
    file: "benchmarks/tokenizers/README.md",
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
    render: (results) => ENCODINGS.map((encoding) => oneEncoding(results, encoding)).join("\n\n"),
  },
];
