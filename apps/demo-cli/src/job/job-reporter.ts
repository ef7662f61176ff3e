/** What is said while a job runs: a line for a person who watches, or events for a program. */
import type { PrepareProgress } from "@windrow/prepare";
import { compact, duration, startProgressLine } from "../terminal/progress.ts";
import { counted } from "../show/numbers.ts";
import { safeJson } from "../show/safe-json.ts";
import type { Terminal } from "../terminal/terminal.ts";

export interface Reporter {
  readonly update: (progress: PrepareProgress) => void;
  /** A line of JSON where those are asked for, else nothing. */
  readonly event: (event: { readonly event: string } & Readonly<Record<string, unknown>>) => void;
  /** Takes a line of progress away. */
  readonly end: () => void;
  /** The stage that was begun last. */
  readonly stage: () => PrepareProgress["stage"] | undefined;
}

const EVENT_EVERY_MS = 1000;

/** @param json whether there are events: of progress one a second, and whenever a stage begins or is done */
export function startReporter(json: boolean, terminal: Terminal): Reporter {
  const line = startProgressLine(json ? { ...terminal, showsProgress: false } : terminal);
  let stage: PrepareProgress["stage"] | undefined;
  let [stageAt, toldAt] = [0, -Infinity];
  const event: Reporter["event"] = (one) => {
    if (json) terminal.stdout(`${safeJson(one)}\n`);
  };
  return {
    event,
    update(progress) {
      const now = performance.now();
      const begins = progress.stage !== stage;
      if (begins) [stage, stageAt] = [progress.stage, now];
      line.update(() => stageLine(progress, (now - stageAt) / 1000));
      if (!begins && progress.done < progress.total && now - toldAt < EVENT_EVERY_MS) return;
      toldAt = now;
      event({ event: "progress", ...progress });
    },
    end: line.end,
    stage: () => stage,
  };
}

/** The line of progress after `seconds` of a stage. */
export function stageLine(progress: PrepareProgress, seconds: number): string {
  const { stage, done, total, bytes, totalBytes, tokens, failed } = progress;
  const [part, whole] = stage === "assemble" ? [done, total] : [bytes, totalBytes];
  const percent = whole > 0 ? `  ${Math.floor((100 * part) / whole)} %` : "";
  const left = part > 0 && part < whole ? `  ${duration(((whole - part) / part) * seconds)} left` : "";
  const wrong = failed > 0 ? `  ${failed} failed` : "";
  if (stage === "plan") return `planning${percent}${left}`;
  if (stage === "assemble") return `writing ${done} of ${counted(total, "shard")}${wrong}`;
  const rate = tokens > 0 && seconds > 0 ? `  ${compact(tokens / seconds)} tokens/s` : "";
  return `encoding${percent}  ${done} of ${counted(total, "unit")}${rate}${left}${wrong}`;
}
