/**
 * Runs the program of an expression over a text: a loop over instructions with a stack of its own, so that neither a
 * nested expression nor a long text overflows the engine's. The hot loop of patterns that have no quick equal in
 * JavaScript.
 *
 * Inputs: a program of compile-program.ts, and a text without lone surrogates. An entry of the stack has three numbers:
 * the instruction to go on with if what follows fails, the place in the text, and what that instruction needs; or, with a
 * negative first, a register and what was in it. Each instruction adds one entry at most.
 *
 * Instructions are written as numbers, of which an engine makes a table of jumps: as properties of OP they were looked up
 * one by one, ten times slower in a module that is not bundled.
 *
 * Long, since the loop is one function.
 *
 * Steps are counted, one for each instruction and for each character of a run, so that an expression that takes
 * exponential time ends in an error. So are the entries of the stack. The library has a limit too, of 10^7 entries taken
 * back for each match.
 */
import { isAtAnchor, stepBack } from "./at-anchor.ts";
import { KEPT_START, type OP, type Program, TEXT_LIMIT } from "./program.ts";
import { SetTable } from "./set-table.ts";

/** What a text may take at least, about a second, and for each of its units: common expressions take 5 to 30. */
const FREE_STEPS = 1 << 25;
const STEPS_PER_UNIT = 256;
/** Entries of the stack, likewise: a round of a repetition that may be given back takes one to three. */
const FREE_ENTRIES = 1 << 20;
const ENTRIES_PER_UNIT = 8;
const ENTRY = 3;
const FIRST_ENTRIES = 256;
/** In an entry of an instruction that has matched and gives back. */
const GIVES_BACK = 1 << 30;
/** No entry. */
const NONE = -(2 ** 31);

/** It would take too long, or too much memory. */
export class TooManySteps extends Error {}

export class ProgramRunner {
  readonly #code: Int32Array;
  readonly #tables: readonly SetTable[];
  readonly #registers: Int32Array;
  #stack: Int32Array = new Int32Array(FIRST_ENTRIES * ENTRY);
  #text = "";
  #steps = 0;

  constructor(program: Program) {
    this.#code = program.code;
    this.#tables = program.sets.map((set) => new SetTable(set));
    this.#registers = new Int32Array(program.registers);
  }

  /** Begins with a text, and with its steps. */
  open(text: string): void {
    this.#text = text;
    this.#steps = FREE_STEPS + STEPS_PER_UNIT * text.length;
  }

  /** Lets go of the text, and of a large stack. */
  close(): void {
    this.#text = "";
    if (this.#stack.length > FREE_ENTRIES) this.#stack = new Int32Array(FIRST_ENTRIES * ENTRY);
  }

  /** Where the last match begins, if not where it was looked for. */
  get keptStart(): number | undefined {
    const start = this.#registers[KEPT_START]!;
    return start < 0 ? undefined : start;
  }

  /** Where a match that begins at a place ends; -1 where there is none. @throws TooManySteps */
  match(start: number, searchStart: number): number {
    const code = this.#code;
    const tables = this.#tables;
    const registers = this.#registers;
    const text = this.#text;
    let stack = this.#stack;
    let height = 0;
    let steps = this.#steps;
    let limit = text.length;
    let at = start;
    let pc = 0;
    registers.fill(-1);
    for (;;) {
      if (--steps < 0) throw new TooManySteps();
      let hasFailed = false;
      let entry = NONE;
      let place = at;
      let more = 0;
      switch (code[pc]) {
        case 0 satisfies typeof OP.MATCH:
          this.#steps = steps;
          return at;
        case 1 satisfies typeof OP.CHARACTER:
          if (at < limit && text.codePointAt(at) === code[pc + 1]) {
            at += code[pc + 1]! > 0xffff ? 2 : 1;
            pc += 2;
          } else hasFailed = true;
          break;
        case 2 satisfies typeof OP.SET:
          if (at < limit && tables[code[pc + 1]!]!.has(text.codePointAt(at)!)) {
            at += text.codePointAt(at)! > 0xffff ? 2 : 1;
            pc += 2;
          } else hasFailed = true;
          break;
        case 3 satisfies typeof OP.PUSH:
          entry = code[pc + 1]!;
          pc += 2;
          break;
        case 4 satisfies typeof OP.PUSH_NEXT:
          entry = pc + 2;
          pc = code[pc + 1]!;
          break;
        case 5 satisfies typeof OP.JUMP:
          pc = code[pc + 1]!;
          break;
        case 6 satisfies typeof OP.PEEK:
          pc = at < limit && tables[code[pc + 1]!]!.has(text.codePointAt(at)!) ? pc + 3 : code[pc + 2]!;
          break;
        case 7 satisfies typeof OP.RUN: {
          const table = tables[code[pc + 1]!]!;
          const min = code[pc + 2]!;
          const max = code[pc + 3]!;
          let count = 0;
          more = at;
          while (count !== max && at < limit) {
            const character = text.codePointAt(at)!;
            if (!table.has(character)) break;
            at += character > 0xffff ? 2 : 1;
            if (++count <= min) more = at;
          }
          steps -= count;
          place = at;
          if (count < min) hasFailed = true;
          else if (at > more) entry = pc | GIVES_BACK;
          pc += 4;
          break;
        }
        case 8 satisfies typeof OP.SAVE:
          entry = -1 - code[pc + 1]!;
          more = at;
          pc += 2;
          break;
        case 28 satisfies typeof OP.COPY:
          entry = -1 - code[pc + 1]!;
          more = registers[code[pc + 2]!]!;
          pc += 3;
          break;
        case 9 satisfies typeof OP.COUNT_START:
          entry = -1 - code[pc + 1]!;
          pc += 2;
          break;
        case 10 satisfies typeof OP.COUNT: {
          const count = registers[code[pc + 1]!]!;
          const max = code[pc + 3]!;
          const end = code[pc + 5]!;
          const isLazy = code[pc + 4] === 1;
          const mayEnd = count >= code[pc + 2]!;
          pc += 6;
          if (max >= 0 && count >= max) pc = end;
          else if (mayEnd) {
            entry = isLazy ? pc : end;
            if (isLazy) pc = end;
          }
          break;
        }
        case 11 satisfies typeof OP.ENTER:
          entry = -1 - code[pc + 1]!;
          more = registers[code[pc + 1]!]! + 1;
          pc += 2;
          break;
        case 12 satisfies typeof OP.IF_EMPTY: {
          const counter = code[pc + 3]!;
          const isEmpty = registers[code[pc + 1]!] === at;
          pc = isEmpty && (counter < 0 || registers[counter]! > code[pc + 4]!) ? code[pc + 2]! : pc + 5;
          break;
        }
        case 13 satisfies typeof OP.MARK:
          entry = -1 - code[pc + 1]!;
          more = height + ENTRY;
          pc += 2;
          break;
        case 14 satisfies typeof OP.CUT: {
          const kept = cut(stack, registers[code[pc + 1]!]!, height);
          steps -= (height - registers[code[pc + 1]!]!) / ENTRY;
          height = kept;
          pc += 2;
          break;
        }
        case 15 satisfies typeof OP.REJECT:
          height = unwind(stack, registers[code[pc + 1]!]!, height, registers);
          hasFailed = true;
          break;
        case 16 satisfies typeof OP.RETURN:
          at = registers[code[pc + 1]!]!;
          pc += 2;
          break;
        case 17 satisfies typeof OP.AT:
          if (at === registers[code[pc + 1]!]) pc += 2;
          else hasFailed = true;
          break;
        case 18 satisfies typeof OP.BACK: {
          at = stepBack(text, at, code[pc + 1]!);
          steps -= code[pc + 1]!;
          place = at;
          more = code[pc + 2]!;
          if (at < 0) hasFailed = true;
          else if (more !== 0 && at > 0) entry = pc | GIVES_BACK;
          pc += 3;
          break;
        }
        case 19 satisfies typeof OP.REFERENCE: {
          const from = registers[code[pc + 1]!]!;
          const to = registers[code[pc + 1]! + 1]!;
          steps -= Math.max(0, to - from);
          if (to >= 0 && at + to - from <= limit && text.startsWith(text.slice(from, to), at)) {
            at += to - from;
            pc += 3;
          } else pc = code[pc + 2]!;
          break;
        }
        case 26 satisfies typeof OP.BOUNDARY: {
          const table = tables[code[pc + 1]!]!;
          const isWord = isWordAt(table, text, at) && (at > 0 || limit > 0);
          if ((isWordAt(table, text, stepBack(text, at, 1)) !== isWord) === (code[pc + 2] === 0)) pc += 3;
          else hasFailed = true;
          break;
        }
        case 29 satisfies typeof OP.NARROW:
          limit = at;
          entry = -1 - TEXT_LIMIT;
          more = at;
          pc++;
          break;
        case 30 satisfies typeof OP.WIDEN:
          limit = registers[code[pc + 1]!]! < 0 ? text.length : registers[code[pc + 1]!]!;
          entry = -1 - TEXT_LIMIT;
          more = registers[code[pc + 1]!]!;
          pc += 2;
          break;
        default:
          if (isAtAnchor(code[pc]!, text, at, searchStart)) pc++;
          else hasFailed = true;
      }
      if (entry !== NONE) {
        if (height + ENTRY > stack.length) stack = this.#grow();
        if (entry < 0) {
          place = registers[-1 - entry]!;
          registers[-1 - entry] = more;
        }
        stack[height] = entry;
        stack[height + 1] = place;
        stack[height + 2] = more;
        height += ENTRY;
      }
      if (!hasFailed) continue;
      for (;;) {
        if (height === 0) {
          this.#steps = steps;
          return -1;
        }
        height -= ENTRY;
        entry = stack[height]!;
        at = stack[height + 1]!;
        if (entry >= 0) break;
        registers[-1 - entry] = at;
      }
      limit = registers[TEXT_LIMIT]! < 0 ? text.length : registers[TEXT_LIMIT]!;
      pc = entry & ~GIVES_BACK;
      if (entry === pc) continue;
      // A character less of a run, or one more of a look-behind: the entry stays if there are more of them.
      more = stack[height + 2]!;
      at = stepBack(text, at, 1);
      const isRun = code[pc] === (7 satisfies typeof OP.RUN);
      if (isRun ? at > more : at > 0 && more !== 1) {
        stack[height + 1] = at;
        stack[height + 2] = isRun ? more : more - 1;
        height += ENTRY;
      }
      pc += isRun ? 4 : 3;
    }
  }

  #grow(): Int32Array {
    const most = (FREE_ENTRIES + ENTRIES_PER_UNIT * this.#text.length) * ENTRY;
    if (this.#stack.length >= most) throw new TooManySteps();
    const stack = new Int32Array(2 * this.#stack.length);
    stack.set(this.#stack);
    this.#stack = stack;
    return stack;
  }
}

/** Forgets the places above a height, and keeps what was in registers. @returns the height then */
function cut(stack: Int32Array, bottom: number, height: number): number {
  let kept = bottom;
  for (let at = bottom; at < height; at += ENTRY) {
    if (stack[at]! >= 0) continue;
    stack[kept] = stack[at]!;
    stack[kept + 1] = stack[at + 1]!;
    kept += ENTRY;
  }
  return kept;
}

/** Goes back to a height, and to what was in registers then. @returns the height */
function unwind(stack: Int32Array, bottom: number, height: number, registers: Int32Array): number {
  for (let at = height - ENTRY; at >= bottom; at -= ENTRY) {
    if (stack[at]! < 0) registers[-1 - stack[at]!] = stack[at + 1]!;
  }
  return bottom;
}

function isWordAt(table: SetTable, text: string, at: number): boolean {
  return at >= 0 && at < text.length && table.has(text.codePointAt(at)!);
}
