import { PACKAGES, standInOf } from "../stand-ins/packages.mjs";
import { digits, losses, table } from "./format.mjs";
import { candidate } from "./results.mjs";

/** @returns `[label, ours, theirs]` of each case */
const pairsOf = (cases, original) =>
  cases.map((one) => [one.label, candidate(one, standInOf(original)), candidate(one, original)]);

function render({ sections }, original) {
  const { cases } = sections[original];
  const [[, load, theirLoad], ...calls] = pairsOf(cases, original);
  const speed = ({ median }) => digits(1000 / median);
  const rows = calls.map(([label, ours, theirs]) => [
    label,
    speed(ours),
    speed(theirs),
    digits(theirs.median / ours.median),
  ]);
  const loadRow = ["load, ms", digits(load.median), digits(theirLoad.median), digits(theirLoad.median / load.median)];
  const ratios = pairsOf(cases, original).map(([label, ours, theirs]) => ({
    label,
    ratio: ours.median / theirs.median,
  }));
  return `${table(["MB/s", "stand-in", original, "times"], [loadRow, ...rows])}\n\n${losses(original, ratios)}`;
}

export const tables = Object.keys(PACKAGES).map((original) => ({
  name: `stand-ins-${original}`,
  benchmark: "stand-ins",
  file: `packages/compat/${original}/README.md`,
  peers: [original === "tiktoken" ? "tiktoken (npm)" : original],
  render: (results) => render(results, original),
}));
