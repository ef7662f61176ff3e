/** Looks for the leftmost match of a program in a text, and passes over characters that it can't begin with. */
import type { Span } from "../aligned/aligned-text.ts";
import type { Program } from "./program.ts";
import { ProgramRunner } from "./run-program.ts";
import { SetTable } from "./set-table.ts";

export class ProgramSearch {
  readonly #runner: ProgramRunner;
  readonly #first: SetTable | undefined;

  constructor(program: Program) {
    this.#runner = new ProgramRunner(program);
    this.#first = program.first === undefined ? undefined : new SetTable(program.first);
  }

  /** Begins with a text, and with its steps. */
  open(text: string): void {
    this.#runner.open(text);
  }

  /** Lets go of the text. */
  close(): void {
    this.#runner.close();
  }

  /** The leftmost match from a place on. @throws TooManySteps */
  find(text: string, from: number): Span | undefined {
    for (let start = from; start <= text.length; start += text.codePointAt(start)! > 0xffff ? 2 : 1) {
      if (this.#first !== undefined && !(start < text.length && this.#first.has(text.codePointAt(start)!))) continue;
      const end = this.#runner.match(start, from);
      if (end >= 0) return [this.#runner.keptStart ?? start, end];
    }
    return undefined;
  }
}
