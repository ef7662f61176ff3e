/** Figures and tables in Markdown. */

/** @param head column names; @param rows arrays of cells */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

/** Two digits that count, three from 100 on: 0.053, 4.7, 28, 163. */
export function digits(value) {
  return value >= 100
    ? Math.round(value).toLocaleString("en-US")
    : String(Number(value.toPrecision(2)).toFixed(decimals(value)));
}

function decimals(value) {
  if (value === 0 || value >= 10) return 0;
  return 1 - Math.floor(Math.log10(Number(value.toPrecision(2))));
}

/** A rate in three digits that count: 1,450,000. */
export function rate(value) {
  return Number(value.toPrecision(3)).toLocaleString("en-US");
}

/** Milliseconds, as seconds from 1 s on. */
export function time(milliseconds) {
  return milliseconds < 1000 ? `${digits(milliseconds)} ms` : `${digits(milliseconds / 1000)} s`;
}

export function size(bytes) {
  if (bytes < 1e5) return `${digits(bytes / 1e3)} kB`;
  return bytes < 1e9 ? `${digits(bytes / 1e6)} MB` : `${digits(bytes / 1e9)} GB`;
}

/** Median and, in brackets, the fastest round. */
export function medianAndLeast({ median, min }) {
  return `${digits(median)} (${digits(min)})`;
}

/** What noise alone may make of a ratio of 1. */
const LOST = 1.05;

/**
 * Where we lose, as a sentence.
 * @param ratios `[{ label, ratio }]`, our time as a multiple of the peer's
 * @param ours what of ours is compared, where there is more than one
 */
export function losses(peer, ratios, ours = undefined) {
  const lost = ratios.filter(({ ratio }) => ratio > LOST);
  const faster = ours === undefined ? "faster" : `faster than ${ours}`;
  if (lost.length === 0) return `${peer.replace(/^(an|reading)/, capitalized)} is never ${faster} here.`;
  if (lost.length === ratios.length) return `Where we lose: ${peer} is ${faster} in all of these.`;
  const list = lost.map(({ label, ratio }) => `${digits(ratio)} (${label})`).join("; ");
  return `Where we lose: ${peer} is ${faster} in ${lost.length} of these ${ratios.length}. Our time, as a multiple of its time: ${list}.`;
}

function capitalized(word) {
  return word[0].toUpperCase() + word.slice(1);
}
