import { digits, losses, medianAndLeast, table } from "./format.mjs";
import { fastest } from "./results.mjs";

const CALLS = {
  "randn(n), 12865792 values": "`randn(50257 * 256)`, 12.87 million values",
  "normal(array, mean 0, std 0.02), 12865792 values": "`normal` into an array of that size, std 0.02",
  "randn(n), 1024 values": "`randn(1024)`, 10,000 calls",
  "randperm(n), 10000000 values": "`randperm(10_000_000)`",
};

export const tables = [
  {
    name: "random",
    file: "packages/random/README.md",
    peers: ["torch"],
    render({ sections }) {
      const cases = Object.values(sections).flatMap((section) => section.cases);
      const measured = Object.entries(CALLS).map(([label, call]) => {
        const one = cases.find((each) => each.label === label);
        return { label: call, ours: fastest(one, "ours"), torch: fastest(one, "python") };
      });
      const rows = measured.map(({ label, ours, torch }) => {
        const times = `${digits(ours.median / torch.median)} (${digits(ours.min / torch.min)})`;
        return [label, medianAndLeast(ours), medianAndLeast(torch), times];
      });
      const ratios = measured.map(({ label, ours, torch }) => ({ label, ratio: ours.median / torch.median }));
      return `${table(["ms, median (fastest)", "windrow", "torch", "multiple of torch's time"], rows)}\n\n${losses("torch", ratios)}`;
    },
  },
];
