/**
 * What a quick run found: a row for each section and text, beside our engines and hypertok the ratios
 * that are to be reached.
 */
import { HYPERTOK } from "./peers/hypertok.mjs";
import { OURS, TWIN } from "./peers/windrow.mjs";

const CLOCK = process.env.WINDROW_BENCH_CLOCK === "cpu" ? "processor's time" : "wall's time";

/** The section whose figure is a time; the others have MB/s. */
const TIME = "start";

const digits = (value) => (value === undefined ? "" : Number(value.toPrecision(3)));

/** @param sections cases by the section's name */
export function quickTable(sections) {
  const cases = Object.entries(sections).flatMap(([section, all]) => all.map((one) => ({ section, ...one })));
  for (const encoding of new Set(cases.map(({ label }) => label.split(", ")[0]))) {
    console.log(`\n${encoding}: MB/s, ${TIME} in ms; ${CLOCK}; ratios of medians, in brackets of minima`);
    console.table(cases.filter(({ label }) => label.startsWith(`${encoding}, `)).map(row));
  }
  const differing = cases.flatMap(({ section, label, candidates }) =>
    candidates
      .filter(({ ids }) => / differ|another/.test(ids))
      .map((one) => `${section}, ${label}: ${one.candidate}, ${one.ids}`),
  );
  for (const line of differing) console.log(line);
}

function row({ section, label, bytes, candidates, goals }) {
  const [ours, twin, peer] = [OURS, TWIN, HYPERTOK].map((name) =>
    candidates.find(({ candidate }) => candidate === name),
  );
  const figure = (one) => one && digits(section === TIME ? one.median : bytes / 1e3 / one.median);
  const times = (one) => one && `${digits(one.median / ours.median)} (${digits(one.min / ours.min)})`;
  const missed = goals.filter(({ reached }) => reached === false);
  return {
    section,
    text: label.split(", ")[1],
    ours: figure(ours),
    ...(twin && { TypeScript: figure(twin) }),
    hypertok: figure(peer),
    ...(twin && { "times TypeScript": times(twin) }),
    "times hypertok": times(peer),
    missed: missed.map(({ against, goal }) => `${against.replace(/ \(.*/, "")} ${goal}`).join(", "),
  };
}
