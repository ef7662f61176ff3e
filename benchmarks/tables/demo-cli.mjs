import { losses, size, table, time } from "./format.mjs";
import { candidate } from "./results.mjs";

export const tables = [
  {
    name: "cli-count",
    file: "apps/demo-cli/README.md",
    peers: [],
    render({ results: [result] }) {
      const rows = ["windrow count", "readFileSync and encode"].map((name) => [
        name,
        time(candidate(result, name).median),
      ]);
      const [ours, plain] = ["windrow count", "readFileSync"].map((name) => candidate(result, name).median);
      const what = `${result.label}, ${size(result.bytes)}`;
      return `${table(["", what], rows)}\n\n${losses("reading and encoding in one call", [{ label: what, ratio: ours / plain }])}`;
    },
  },
];
