import { digits, losses, table } from "./format.mjs";
import { candidate } from "./results.mjs";

const LABELS = { english2m: "English, 2 MB", code2m: "code, 2 MB" };

export const tables = [
  {
    name: "words",
    file: "packages/tokenizer-simple/README.md",
    peers: ["Python"],
    render({ results }) {
      const measured = results.map((result) => ({
        label: LABELS[result.label] ?? result.label,
        ours: candidate(result, "@windrow/tokenizer-simple").median,
        python: candidate(result, "Python").median,
        bytes: result.bytes,
      }));
      const rows = measured.map(({ label, ours, python, bytes }) => [
        label,
        digits(bytes / 1e3 / ours),
        digits(python / ours),
      ]);
      const ratios = measured.map(({ label, ours, python }) => ({ label, ratio: ours / python }));
      return `${table(["text", "MB/s", "times as fast as Python"], rows)}\n\n${losses("Python's `re.split`", ratios)}`;
    },
  },
];
