import { digits, losses, rate, size, table, time } from "./format.mjs";
import { candidate } from "./results.mjs";

const file = "packages/tokenizer-bpe/README.md";
export const tables = [
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
