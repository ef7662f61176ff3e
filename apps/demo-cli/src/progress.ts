/** Progress of what takes over a second: one line on stderr, only where a person is watching, taken away at the end. */
import { fitText } from "./show/fit-text.ts";
import { DEFAULT_COLUMNS } from "./terminal-settings.ts";
import type { Terminal } from "./terminal.ts";

const FIRST_AFTER_MS = 1000;
const AGAIN_AFTER_MS = 100;
const ERASE = "\r\u001b[K";

export interface Progress {
  /** @param done of `total` units; @param tokens so far */
  readonly update: (done: number, tokens: number) => void;
  /** Takes the line away. */
  readonly end: () => void;
}

/** @param total bytes, or another unit, that there are to do; undefined where that is not known, as on standard input */
export function startProgress(label: string, total: number | undefined, terminal: Terminal): Progress {
  if (!terminal.showsProgress) return { update: () => {}, end: () => {} };
  const start = performance.now();
  let shownAt = start + FIRST_AFTER_MS - AGAIN_AFTER_MS;
  let isShown = false;
  const columns = (terminal.stderrColumns ?? DEFAULT_COLUMNS) - 1;
  // A long path must not push the figures out.
  const name = fitText(label, Math.max(10, Math.floor(columns / 3)));
  return {
    update(done, tokens) {
      const now = performance.now();
      if (now - shownAt < AGAIN_AFTER_MS) return;
      shownAt = now;
      isShown = true;
      const line = progressLine(name, done, total, tokens, (now - start) / 1000);
      terminal.stderr(`${ERASE}${fitText(line, columns)}`);
    },
    end() {
      if (isShown) terminal.stderr(ERASE);
    },
  };
}

/** The line after `seconds` of work. */
export function progressLine(
  label: string,
  done: number,
  total: number | undefined,
  tokens: number,
  seconds: number,
): string {
  const rate = `${compact(tokens / seconds)} tokens/s`;
  if (total === undefined || total === 0) return `${label}  ${compact(done)}B  ${rate}`;
  const left = done > 0 ? `  ${duration(((total - done) / done) * seconds)} left` : "";
  return `${label}  ${Math.floor((100 * done) / total)} %  ${rate}${left}`;
}

/** A number with three digits: 12.3 M. */
function compact(value: number): string {
  const unit = value >= 1e9 ? 9 : value >= 1e6 ? 6 : value >= 1e3 ? 3 : 0;
  const digits = value / 10 ** unit;
  return `${digits >= 100 || unit === 0 ? Math.round(digits) : digits.toFixed(1)} ${{ 0: "", 3: "k", 6: "M", 9: "G" }[unit]}`.trimEnd();
}

/** Seconds for a person. */
export function duration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  return whole < 3600
    ? `${Math.floor(whole / 60)} min ${whole % 60} s`
    : `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
