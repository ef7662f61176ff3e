/**
 * A tokenizer in a worker of its own, and the lines on which parts of the page ask it. A newer request on
 * a line takes the place of an older one that still waits there: of ten letters typed quickly only the
 * last text is tokenized. What other lines ask is untouched by that, so every part gets its own answer.
 */
import type { Answer, AnswerOf, Question, Reply, Request } from "./worker/messages.ts";

/** Asks a worker on one part's behalf. */
export interface Line {
  /** @returns the answer, or undefined where a newer request on the same line took its place */
  readonly ask: <R extends Request>(request: R) => Promise<AnswerOf[R["kind"]] | undefined>;
}

interface Waiting {
  readonly line: Line;
  readonly request: Request;
  readonly settle: (answer: Answer | undefined) => void;
}

export class TokenizerWorker {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  #current: Waiting | undefined;
  /** Number of the current request: an answer to another is not for whoever waits now. */
  #id = 0;
  /** Why the worker can't answer any more. */
  #broken: Answer | undefined;

  /** @param code of a script; from a blob, since a page opened from a file can load nothing beside it */
  constructor(code: string) {
    const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    this.#worker = new Worker(url);
    this.#worker.addEventListener("message", ({ data: { id, answer } }: MessageEvent<Reply>) => {
      if (id === this.#id) this.#settle(answer);
    });
    this.#worker.addEventListener("error", ({ message }) => {
      // Requests are answered within a try: what comes here is a script that did not start.
      this.#broken = { kind: "failed", message: message || "The browser did not start the tokenizer." };
      this.#settle(this.#broken);
    });
  }

  /** A line of its own for each part of the page that asks. */
  line(): Line {
    const line: Line = {
      ask: (request) =>
        new Promise((resolve) => {
          const overtaken = this.#waiting.findIndex((waiting) => waiting.line === line);
          if (overtaken !== -1) this.#waiting.splice(overtaken, 1)[0]!.settle(undefined);
          this.#waiting.push({ line, request, settle: resolve as Waiting["settle"] });
          this.#next();
        }),
    };
    return line;
  }

  #settle(answer: Answer): void {
    this.#current?.settle(answer);
    this.#current = undefined;
    this.#next();
  }

  #next(): void {
    if (this.#current) return;
    this.#current = this.#waiting.shift();
    if (!this.#current) return;
    if (this.#broken) return this.#settle(this.#broken);
    const question: Question = { id: ++this.#id, request: this.#current.request };
    this.#worker.postMessage(question);
  }
}
