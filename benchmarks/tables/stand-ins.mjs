import { PACKAGES, standInOf } from "../stand-ins/packages.mjs";
import { digits, losses, table } from "./format.mjs";
import { candidate } from "./results.mjs";

function render({ sections }, original) {
  const pairs = sections[original].cases.map((one) => ({
    ...one,
    ours: candidate(one, standInOf(original)).median,
    theirs: candidate(one, original).median,
  }));
  const isSpeed = ({ unit }) => unit === "ms/MB";
  const rowsOf = (chosen, figure) =>
    chosen.map(({ label, ours, theirs }) => [label, figure(ours), figure(theirs), digits(theirs / ours)]);
  const speeds = table(
    ["MB/s", "stand-in", original, "times as fast"],
    rowsOf(pairs.filter(isSpeed), (time) => digits(1000 / time)),
  );
  const times = table(
    ["microseconds", "stand-in", original, "times as fast"],
    rowsOf(
      pairs.filter((one) => !isSpeed(one)),
      (time) => digits(time * 1000),
    ),
  );
  const ratios = pairs.map(({ label, ours, theirs }) => ({ label, ratio: ours / theirs }));
  return `${speeds}\n\n${times}\n\n${losses(original, ratios)}`;
}

export const tables = Object.keys(PACKAGES).map((original) => ({
  name: `stand-ins-${original}`,
  benchmark: "stand-ins",
  file: `packages/compat/${original}/README.md`,
  peers: [original === "tiktoken" ? "tiktoken (npm)" : original],
  render: (results) => render(results, original),
}));
