/** What is said while a vocabulary is trained: a line for a person who watches, or events for a program. */
import type { TrainProgress } from "@windrow/tokenizer-bpe/train";
import { compact, duration, startProgressLine } from "../../terminal/progress.ts";
import { grouped } from "../../show/numbers.ts";
import { safeJson } from "../../show/safe-json.ts";
import type { Terminal } from "../../terminal/terminal.ts";

const EVENT_EVERY_MS = 1000;

export interface TrainReporter {
  readonly update: (progress: TrainProgress) => void;
  /** A line of JSON where those are asked for, else nothing. */
  readonly event: (event: { readonly event: string } & Readonly<Record<string, unknown>>) => void;
  /** Takes the line away. */
  readonly end: () => void;
}

/** @param totalBytes of all files; undefined where that is not known, as on standard input */
export function startTrainReporter(totalBytes: number | undefined, json: boolean, terminal: Terminal): TrainReporter {
  const line = startProgressLine(json ? { ...terminal, showsProgress: false } : terminal);
  const event: TrainReporter["event"] = (one) => {
    if (json) terminal.stdout(`${safeJson(one)}\n`);
  };
  let toldAt = -Infinity;
  let stage: string | undefined;
  return {
    event,
    update(progress) {
      line.update((_, seconds) => trainLine(progress, totalBytes, seconds));
      const now = performance.now();
      if (progress.stage === "done" || (progress.stage === stage && now - toldAt < EVENT_EVERY_MS)) return;
      [toldAt, stage] = [now, progress.stage];
      event({ event: "progress", ...progress });
    },
    end: line.end,
  };
}

/** The line after `seconds` of work. */
export function trainLine(progress: TrainProgress, totalBytes: number | undefined, seconds: number): string {
  const { stage, bytes, words, merges, wantedMerges } = progress;
  if (stage !== "count")
    return `learning merges  ${grouped(merges)} of ${grouped(wantedMerges)}  from ${compact(words)} distinct words`;
  const rate = `${compact(bytes / seconds)}B/s`;
  if (totalBytes === undefined || totalBytes === 0) return `counting words  ${compact(bytes)}B  ${rate}`;
  const left = bytes > 0 ? `  ${duration(((totalBytes - bytes) / bytes) * seconds)} left` : "";
  return `counting words  ${Math.min(100, Math.floor((100 * bytes) / totalBytes))} %  ${rate}${left}`;
}
