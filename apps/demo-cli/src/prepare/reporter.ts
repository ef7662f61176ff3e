/** What a person, or a program, sees of a job: a line of progress and a summary, or JSON events a line. */
import { type PrepareProgress, type PrepareResult, status } from "@windrow/prepare";
import type { Enqueued } from "@windrow/prepare/bullmq";
import { whileHeeding } from "../interrupts.ts";
import { type Progress, startProgress } from "../progress.ts";
import { grouped } from "../show/numbers.ts";
import { shownName } from "../read/read-errors.ts";
import { hint, type Terminal } from "../terminal.ts";

/** Events of one stage come no closer. */
const EVENT_MS = 1000;
const LABELS = { plan: "reading", encode: "encoding", assemble: "cutting shards" } as const;

export class Reporter {
  readonly output: string;
  readonly #isJson: boolean;
  readonly #terminal: Terminal;
  #line: Progress | undefined;
  #stage: PrepareProgress["stage"] | undefined;
  #eventAt = -Infinity;

  constructor(output: string, isJson: boolean, terminal: Terminal) {
    this.output = output;
    this.#isJson = isJson;
    this.#terminal = terminal;
  }

  readonly progress = (progress: PrepareProgress): void => {
    const { stage, done, total, tokens, bytes, totalBytes } = progress;
    const isNew = stage !== this.#stage;
    if (isNew) {
      this.end();
      this.#stage = stage;
      this.#line = startProgress(LABELS[stage], stage === "assemble" ? total : totalBytes, this.#terminal);
    }
    this.#line!.update(stage === "assemble" ? done : bytes, tokens);
    const now = performance.now();
    if (!this.#isJson || (!isNew && done < total && now - this.#eventAt < EVENT_MS)) return;
    this.#eventAt = now;
    this.event("progress", progress);
  };

  event(event: string, fields: object): void {
    if (this.#isJson) this.#terminal.stdout(`${JSON.stringify({ event, ...fields })}\n`);
  }

  /** Takes the line of progress away. */
  end(): void {
    this.#line?.end();
    this.#line = undefined;
  }

  planned(): void {
    this.end();
    this.event("planned", { output: this.output });
    this.#say([`planned: ${shownName(this.output)}`]);
    hint(`Next: windrow resume ${this.output}, on as many machines as you like with --executor rank`, this.#terminal);
  }

  enqueued({ stage, tasks }: Enqueued, redis: string): void {
    this.end();
    this.event("enqueued", { output: this.output, stage, tasks });
    this.#say([stage === "done" ? `done already: ${shownName(this.output)}` : `${grouped(tasks)} tasks in the queue`]);
    if (stage !== "done") {
      const place = redis.replace(/\/\/[^@/]*@/, "//");
      hint(`Next: windrow worker --redis ${place}, and windrow status ${this.output}`, this.#terminal);
    }
  }

  finished({ done, tokens, documents, skipped, duplicates, sets }: PrepareResult): void {
    this.end();
    this.event("done", { output: this.output, done, tokens, documents, skipped, duplicates, sets });
    const left = [
      ...(duplicates > 0 ? [`${grouped(duplicates)} duplicates left out`] : []),
      ...(skipped > 0 ? [`${grouped(skipped)} documents that are no UTF-8 left out (prepare/skipped.jsonl)`] : []),
    ];
    const counts = `${grouped(documents)} documents, ${grouped(tokens)} tokens`;
    if (!done) this.#say([`this rank is done; others are not: ${counts} so far`, ...left]);
    else {
      const lines = sets.map((set) => {
        const shards = `${grouped(set.shards)} ${set.shards === 1 ? "shard" : "shards"}`;
        return `${shownName(set.folder)}  ${grouped(set.tokens)} tokens in ${shards}`;
      });
      this.#say([counts, ...left, ...lines]);
    }
  }

  #say(lines: readonly string[]): void {
    if (!this.#isJson) this.#terminal.stdout(`${lines.join("\n")}\n`);
  }
}

/** Runs a job so that Ctrl-C and SIGTERM bring it to an orderly end, and says how to go on. */
export async function whileReporting(reporter: Reporter, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const abort = new AbortController();
  try {
    await whileHeeding(
      () => abort.abort(),
      () => work(abort.signal),
    );
  } catch (error) {
    reporter.end();
    const { code, message, fields } = error as { code?: string; message?: string; fields?: object };
    if (code !== undefined) reporter.event("failed", { code, message, ...fields });
    throw code === "PREPARE_INTERRUPTED" ? await interruptedAt(reporter.output, error as Error) : error;
  }
}

async function interruptedAt(output: string, error: Error): Promise<Error> {
  const standing = await status(output).catch(() => undefined);
  if (standing === undefined) error.message = "interrupted while the inputs were read; nothing was written.";
  else {
    const { done, total } = standing.units;
    error.message = `interrupted; ${grouped(done)} of ${grouped(total)} units are done and kept. Go on: windrow resume ${shownName(output)}`;
  }
  return error;
}
