import { digits, losses, rate, table } from "./format.mjs";
import { candidate, perSecond } from "./results.mjs";

const file = "packages/dataset/README.md";

export const tables = [
  {
    name: "loader",
    file,
    peers: ["torch"],
    render({ results }) {
      const torchOf = (result) => candidate(result, "torch");
      const row = (name, label) => [
        label,
        ...results.map((result) => {
          const one = candidate(result, name);
          return `${rate(perSecond(result, one))} (${digits(torchOf(result).median / one.median)} times torch)`;
        }),
      ];
      const rows = [
        row("@windrow/dataset", "@windrow/dataset"),
        row("@windrow/dataset, reuseBuffers", "with `reuseBuffers`"),
        ["torch", ...results.map((result) => rate(perSecond(result, torchOf(result))))],
      ];
      const ratios = results.map((result) => ({
        label: result.label,
        ratio: candidate(result, "@windrow/dataset").median / torchOf(result).median,
      }));
      const head = ["windows per second of CPU time", ...results.map(({ label }) => label)];
      return `${table(head, rows)}\n\n${losses("torch", ratios)}`;
    },
  },
];
