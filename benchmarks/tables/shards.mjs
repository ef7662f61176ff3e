import { losses, rate, table } from "./format.mjs";
import { candidate, perSecond } from "./results.mjs";

export const tables = [
  {
    name: "shards",
    file: "packages/shards/README.md",
    peers: ["torch", "numpy"],
    render({ results: [result] }) {
      const rows = [
        ["raw file", "@windrow/shards"],
        ["with a manifest, once the blocks have been checked", "the same behind a manifest"],
        ["nanoGPT's `get_batch` (np.memmap for each batch, torch)", "nanoGPT"],
      ];
      const nanoGpt = candidate(result, "nanoGPT");
      const ratios = rows
        .slice(0, 2)
        .map(([label, name]) => ({ label, ratio: candidate(result, name).median / nanoGpt.median }));
      const cells = rows.map(([label, name]) => [label, rate(perSecond(result, candidate(result, name)))]);
      return `${table(["", "windows/s"], cells)}\n\n${losses("nanoGPT's `get_batch`", ratios)}`;
    },
  },
];
