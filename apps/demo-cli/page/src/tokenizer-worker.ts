/**
 * A tokenizer in a worker of its own. While it works, a newer request of a kind takes the place of an
 * older one that waits: of ten letters typed quickly only the last text is tokenized.
 */
import type { Answer, AnswerOf, Request } from "./worker/messages.ts";

interface Waiting {
  readonly request: Request;
  readonly settle: (answer: Answer | undefined) => void;
}

export class TokenizerWorker {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  #current: Waiting | undefined;

  /** @param code of a script; from a blob, since a page opened from a file can load nothing beside it */
  constructor(code: string) {
    const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    this.#worker = new Worker(url);
    this.#worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => this.#settle(data));
    this.#worker.addEventListener("error", ({ message }) => {
      this.#settle({ kind: "failed", message: message || "The browser did not start the tokenizer." });
    });
  }

  /** @returns the answer, or undefined where a newer request of the same kind took its place */
  ask<R extends Request>(request: R): Promise<AnswerOf[R["kind"]] | undefined> {
    return new Promise((resolve) => {
      const overtaken = this.#waiting.findIndex((waiting) => waiting.request.kind === request.kind);
      if (overtaken !== -1) this.#waiting.splice(overtaken, 1)[0]!.settle(undefined);
      this.#waiting.push({ request, settle: resolve as Waiting["settle"] });
      this.#next();
    });
  }

  #settle(answer: Answer): void {
    this.#current?.settle(answer);
    this.#current = undefined;
    this.#next();
  }

  #next(): void {
    if (this.#current) return;
    this.#current = this.#waiting.shift();
    if (this.#current) this.#worker.postMessage(this.#current.request);
  }
}
