/** Progress of what takes over a second: one line on stderr, only where a person is watching, taken away at the end. */
import { fitText } from "../show/fit-text.ts";
import { ERASE_LINE } from "../show/own-sequences.ts";
import { DEFAULT_COLUMNS } from "./terminal-settings.ts";
import type { Terminal } from "./terminal.ts";

const FIRST_AFTER_MS = 1000;
const AGAIN_AFTER_MS = 100;

export interface Progress {
  /** @param done of `total` units; @param tokens so far */
  readonly update: (done: number, tokens: number) => void;
  /** Takes the line away. */
  readonly end: () => void;
}

/** A line that changes: shown after a second, ten times a second at most. */
export interface ProgressLine {
  /** @param line made only when it is shown; @param columns that it may have */
  readonly update: (line: (columns: number, seconds: number) => string) => void;
  /** Takes the line away. */
  readonly end: () => void;
}

export function startProgressLine(terminal: Terminal): ProgressLine {
  if (!terminal.showsProgress) return { update: () => {}, end: () => {} };
  const start = performance.now();
  let shownAt = start + FIRST_AFTER_MS - AGAIN_AFTER_MS;
  let isShown = false;
  const columns = (terminal.stderrColumns ?? DEFAULT_COLUMNS) - 1;
  return {
    update(line) {
      const now = performance.now();
      if (now - shownAt < AGAIN_AFTER_MS) return;
      shownAt = now;
      isShown = true;
      terminal.stderr(`${ERASE_LINE}${fitText(line(columns, (now - start) / 1000), columns)}`);
    },
    end() {
      if (isShown) terminal.stderr(ERASE_LINE);
      isShown = false;
    },
  };
}

/** @param total bytes, or another unit, that there are to do; undefined where that is not known, as on standard input */
export function startProgress(label: string, total: number | undefined, terminal: Terminal): Progress {
  const { update, end } = startProgressLine(terminal);
  return {
    update: (done, tokens) =>
      update((columns, seconds) => {
        // A long path must not push the figures out.
        const name = fitText(label, Math.max(10, Math.floor(columns / 3)));
        return progressLine(name, done, total, tokens, seconds);
      }),
    end,
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
export function compact(value: number): string {
  const unit = value >= 1e9 ? 9 : value >= 1e6 ? 6 : value >= 1e3 ? 3 : 0;
  const digits = value / 10 ** unit;
  return `${digits >= 100 || unit === 0 ? Math.round(digits) : digits.toFixed(1)} ${{ 0: "", 3: "k", 6: "M", 9: "G" }[unit]}`.trimEnd();
}

/** 5 s, 1 min 30 s, 2 h 5 min, 3 days 4 h */
export function duration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const hours = Math.floor(whole / 3600);
  return hours < 72
    ? `${hours} h ${Math.floor((whole % 3600) / 60)} min`
    : `${Math.floor(hours / 24)} days ${hours % 24} h`;
}
