/**
 * Runs the program of an expression over a text: a loop over instructions with a stack of its own, so that neither a
 * nested expression nor a long text overflows the engine's. The hot loop of patterns that have no equal in JavaScript.
 *
 * Texts have no lone surrogates. Each entry of the stack has three numbers: the instruction to go on with, the place in
 * the text, and what that instruction needs; or, with a negative first, a register and what was in it. Steps are
 * counted, so that an expression that takes exponential time ends in an error: one for each instruction and for each
 * character of a run.
 */
import { KEPT_START, OP, type Program } from "./program.ts";
import { SetTable } from "./set-table.ts";

/** What a text may take at least, and for each of its units: common expressions take 5 to 30. */
const FREE_STEPS = 10_000_000;
const STEPS_PER_UNIT = 1000;
/** Entries of the stack, likewise: a round of a repetition that may be given back takes one to three. */
const FREE_ENTRIES = 1 << 20;
const ENTRIES_PER_UNIT = 8;
const ENTRY = 3;
/** In an entry of an instruction that has matched and gives back. */
const GIVES_BACK = 1 << 30;

/** It would take too long, or too much memory. */
export class TooManySteps extends Error {}

export class ProgramRunner {
  readonly #code: Int32Array;
  readonly #tables: readonly SetTable[];
  readonly #first: SetTable | undefined;
  readonly #registers: Int32Array;
  #stack = new Int32Array(256 * ENTRY);
  #height = 0;
  #text = "";
  #steps = 0;
  #maxHeight = 0;

  constructor(program: Program) {
    this.#code = program.code;
    this.#tables = program.sets.map((set) => new SetTable(set));
    this.#first = program.first === undefined ? undefined : new SetTable(program.first);
    this.#registers = new Int32Array(program.registers);
  }

  /** Begins with a text, and with its steps. */
  open(text: string): void {
    this.#text = text;
    this.#steps = FREE_STEPS + STEPS_PER_UNIT * text.length;
    this.#maxHeight = (FREE_ENTRIES + ENTRIES_PER_UNIT * text.length) * ENTRY;
  }

  /** Lets go of the text. */
  close(): void {
    this.#text = "";
    if (this.#stack.length > FREE_ENTRIES) this.#stack = new Int32Array(256 * ENTRY);
  }

  /** The leftmost match from a place on. @throws TooManySteps */
  find(from: number): readonly [start: number, end: number] | undefined {
    const text = this.#text;
    for (let start = from; start <= text.length; start += text.codePointAt(start)! > 0xffff ? 2 : 1) {
      if (this.#first !== undefined) {
        while (start < text.length && !this.#first.has(text.codePointAt(start)!)) {
          start += text.codePointAt(start)! > 0xffff ? 2 : 1;
          this.#steps--;
        }
        if (start >= text.length) return undefined;
      }
      const end = this.#match(start, from);
      if (end >= 0) return [this.#registers[KEPT_START]! < 0 ? start : this.#registers[KEPT_START]!, end];
    }
    return undefined;
  }

  #push(instruction: number, place: number, more: number): void {
    if (this.#height + ENTRY > this.#stack.length) {
      if (this.#height >= this.#maxHeight) throw new TooManySteps();
      const stack = new Int32Array(2 * this.#stack.length);
      stack.set(this.#stack);
      this.#stack = stack;
    }
    const stack = this.#stack;
    stack[this.#height] = instruction;
    stack[this.#height + 1] = place;
    stack[this.#height + 2] = more;
    this.#height += ENTRY;
  }

  #set(register: number, value: number): void {
    this.#push(-1 - register, this.#registers[register]!, 0);
    this.#registers[register] = value;
  }

  /** Forgets the places above a height, and keeps what was in registers. */
  #cut(height: number): void {
    const stack = this.#stack;
    let kept = height;
    for (let at = height; at < this.#height; at += ENTRY) {
      if (stack[at]! >= 0) continue;
      stack[kept] = stack[at]!;
      stack[kept + 1] = stack[at + 1]!;
      kept += ENTRY;
    }
    this.#height = kept;
  }

  /** Goes back to a height, and to what was in registers then. */
  #unwind(height: number): void {
    while (this.#height > height) {
      this.#height -= ENTRY;
      const instruction = this.#stack[this.#height]!;
      if (instruction < 0) this.#registers[-1 - instruction] = this.#stack[this.#height + 1]!;
    }
  }

  /** The place behind the characters, so many back; -1 where the text has not so many. */
  #stepBack(place: number, characters: number): number {
    let at = place;
    for (let i = 0; i < characters; i++) {
      if (at === 0) return -1;
      at -= at > 1 && (this.#text.charCodeAt(at - 1) & 0xfc00) === 0xdc00 ? 2 : 1;
    }
    return at;
  }

  #isWord(table: SetTable, at: number): boolean {
    return at >= 0 && at < this.#text.length && table.has(this.#text.codePointAt(at)!);
  }

  /** Where a match that begins at a place ends; -1 where there is none. */
  #match(start: number, searchStart: number): number {
    const code = this.#code;
    const tables = this.#tables;
    const registers = this.#registers;
    const text = this.#text;
    const length = text.length;
    registers.fill(-1);
    this.#height = 0;
    let steps = this.#steps;
    let at = start;
    let pc = 0;
    for (;;) {
      if (--steps < 0) throw new TooManySteps();
      let hasFailed = false;
      switch (code[pc]) {
        case OP.MATCH:
          this.#steps = steps;
          return at;
        case OP.CHARACTER:
          // Behind the end it is undefined.
          if (text.codePointAt(at) === code[pc + 1]) {
            at += code[pc + 1]! > 0xffff ? 2 : 1;
            pc += 2;
          } else hasFailed = true;
          break;
        case OP.SET:
          if (at < length && tables[code[pc + 1]!]!.has(text.codePointAt(at)!)) {
            at += text.codePointAt(at)! > 0xffff ? 2 : 1;
            pc += 2;
          } else hasFailed = true;
          break;
        case OP.PUSH:
          this.#push(code[pc + 1]!, at, 0);
          pc += 2;
          break;
        case OP.PUSH_NEXT:
          this.#push(pc + 2, at, 0);
          pc = code[pc + 1]!;
          break;
        case OP.JUMP:
          pc = code[pc + 1]!;
          break;
        case OP.PEEK:
          if (at < length && tables[code[pc + 1]!]!.has(text.codePointAt(at)!)) pc += 3;
          else pc = code[pc + 2]!;
          break;
        case OP.RUN: {
          const table = tables[code[pc + 1]!]!;
          const min = code[pc + 2]!;
          const max = code[pc + 3]!;
          let least = at;
          let count = 0;
          while (count !== max && at < length) {
            const character = text.codePointAt(at)!;
            if (!table.has(character)) break;
            at += character > 0xffff ? 2 : 1;
            if (++count <= min) least = at;
          }
          steps -= count;
          pc += 4;
          if (count < min) hasFailed = true;
          else if (at > least) this.#push((pc - 4) | GIVES_BACK, at, least);
          break;
        }
        case OP.SAVE:
          this.#set(code[pc + 1]!, at);
          pc += 2;
          break;
        case OP.COPY:
          this.#set(code[pc + 1]!, registers[code[pc + 2]!]!);
          pc += 3;
          break;
        case OP.COUNT_START:
          this.#set(code[pc + 1]!, 0);
          pc += 2;
          break;
        case OP.COUNT: {
          const count = registers[code[pc + 1]!]!;
          const max = code[pc + 3]!;
          const end = code[pc + 5]!;
          pc += 6;
          if (max >= 0 && count >= max) pc = end;
          else if (count >= code[pc - 4]!) {
            const isLazy = code[pc - 2] === 1;
            this.#push(isLazy ? pc : end, at, 0);
            if (isLazy) pc = end;
          }
          break;
        }
        case OP.ENTER:
          this.#set(code[pc + 1]!, registers[code[pc + 1]!]! + 1);
          pc += 2;
          break;
        case OP.IF_EMPTY: {
          const counter = code[pc + 3]!;
          const isEmpty = registers[code[pc + 1]!] === at;
          pc = isEmpty && (counter < 0 || registers[counter]! > code[pc + 4]!) ? code[pc + 2]! : pc + 5;
          break;
        }
        case OP.MARK:
          this.#set(code[pc + 1]!, 0);
          registers[code[pc + 1]!] = this.#height;
          pc += 2;
          break;
        case OP.CUT: {
          const height = registers[code[pc + 1]!]!;
          steps -= (this.#height - height) / ENTRY;
          this.#cut(height);
          pc += 2;
          break;
        }
        case OP.REJECT:
          this.#unwind(registers[code[pc + 1]!]!);
          hasFailed = true;
          break;
        case OP.RETURN:
          at = registers[code[pc + 1]!]!;
          pc += 2;
          break;
        case OP.AT:
          if (at === registers[code[pc + 1]!]) pc += 2;
          else hasFailed = true;
          break;
        case OP.BACK: {
          const back = this.#stepBack(at, code[pc + 1]!);
          steps -= code[pc + 1]!;
          if (back < 0) hasFailed = true;
          else {
            at = back;
            if (code[pc + 2] !== 0 && at > 0) this.#push(pc | GIVES_BACK, at, code[pc + 2]!);
            pc += 3;
          }
          break;
        }
        case OP.REFERENCE: {
          const from = registers[code[pc + 1]!]!;
          const to = registers[code[pc + 1]! + 1]!;
          steps -= Math.max(0, to - from);
          if (to >= 0 && text.startsWith(text.slice(from, to), at)) {
            at += to - from;
            pc += 3;
          } else pc = code[pc + 2]!;
          break;
        }
        case OP.BOUNDARY: {
          const table = tables[code[pc + 1]!]!;
          const isBoundary = this.#isWord(table, this.#stepBack(at, 1)) !== this.#isWord(table, at);
          if (isBoundary === (code[pc + 2] === 0)) pc += 3;
          else hasFailed = true;
          break;
        }
        default:
          if (isAtAnchor(code[pc]!, text, at, searchStart)) pc++;
          else hasFailed = true;
      }
      if (!hasFailed) continue;
      // Back to the last place that is marked.
      let isMarked = false;
      while (this.#height > 0 && !isMarked) {
        this.#height -= ENTRY;
        const stack = this.#stack;
        const entry = this.#height;
        const instruction = stack[entry]!;
        at = stack[entry + 1]!;
        if (instruction < 0) {
          registers[-1 - instruction] = at;
          continue;
        }
        isMarked = true;
        pc = instruction & ~GIVES_BACK;
        if (instruction === pc) continue;
        // A character less of a run, or one more of a look-behind.
        const more = stack[entry + 2]!;
        const isRun = code[pc] === OP.RUN;
        at = this.#stepBack(at, 1);
        if (at > (isRun ? more : 0) && more !== (isRun ? -1 : 1)) this.#push(instruction, at, isRun ? more : more - 1);
        pc += isRun ? 4 : 3;
      }
      if (!isMarked) {
        this.#steps = steps;
        return -1;
      }
    }
  }
}

function isAtAnchor(anchor: number, text: string, at: number, searchStart: number): boolean {
  switch (anchor) {
    case OP.TEXT_START:
      return at === 0;
    case OP.TEXT_END:
      return at === text.length;
    case OP.LAST_LINE_END:
      return at === text.length || (at === text.length - 1 && text[at] === "\n");
    case OP.LINE_START:
      return at === 0 || (at < text.length && text[at - 1] === "\n");
    case OP.LINE_END:
      return at === text.length || text[at] === "\n";
    case OP.SEARCH_START:
      return at === searchStart;
    default:
      return false;
  }
}
