/** Our speed in each runtime, and that of the others beside it. */
import { isRanked } from "../cases.mjs";
import { HYPERTOK } from "../tokenizers/peers/hypertok.mjs";
import { OURS, TWIN } from "../tokenizers/peers/windrow.mjs";
import { digits, table } from "./format.mjs";
import { isOf, isOfWords } from "./tokenizer-cases.mjs";

const TEXTS = ["english2m", "code2m", "multilingual2m"];
const ENCODINGS = ["cl100k_base", "o200k_base"];
/** What is measured; the figure is MB/s, of `start` ms. */
const MEASURES = [
  ["start", "import to the ids of 2 MB, ms"],
  ["first", "the first 2 MB"],
  ["steady", "the same text again"],
  ["fresh", "text not seen before"],
];
const OTHERS = [
  [TWIN, "÷ our TypeScript engine"],
  [HYPERTOK, "÷ hypertok"],
  ["gpt-tokenizer", "÷ gpt-tokenizer"],
];

function runtimeTable({ sections }) {
  const others = OTHERS.filter(([name]) =>
    Object.values(sections).some(({ cases }) => cases.some((one) => found(one, name) !== undefined)),
  );
  const rows = Object.values(sections).flatMap(({ question, cases }) =>
    ENCODINGS.flatMap((encoding) =>
      MEASURES.map(([measure, what]) => {
        const three = TEXTS.map((text) =>
          cases.find((one) => isOf(one, encoding, text) && one.label.endsWith(`, ${measure}`)),
        );
        const cells = (cellOf) => three.map((one) => (one === undefined ? "–" : cellOf(one))).join(" / ");
        return [
          `${runtimeOf(question)}, ${encoding}, ${what}`,
          cells((one) => ourFigure(one, measure)),
          ...others.map(([name]) => cells((one) => times(one, name))),
        ];
      }),
    ),
  );
  const isWords = Object.values(sections).some(({ cases }) => isOfWords(cases));
  const texts = isWords ? "generated words in place of each text" : "English / code / many languages";
  return table([`MB/s: ${texts}`, "ours", ...others.map(([, head]) => head)], rows);
}

/** "How fast is text encoded in Node 24.1.0?" */
const runtimeOf = (question) => /in ([^?]+)\?$/.exec(question)[1];

const found = ({ candidates }, name) => candidates.find(({ candidate }) => candidate === name);

function ourFigure(one, measure) {
  const { median } = found(one, OURS);
  return digits(measure === "start" ? median : one.bytes / 1e3 / median);
}

function times(one, name) {
  const other = found(one, name);
  return other === undefined || !isRanked(other) ? "–" : digits(other.median / found(one, OURS).median);
}

export const tables = [
  {
    name: "tokenizers-runtimes",
    file: "benchmarks/tokenizers/README.md",
    peers: ["hypertok", "gpt-tokenizer"],
    render: runtimeTable,
  },
];
