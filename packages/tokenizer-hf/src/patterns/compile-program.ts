/**
 * Writes the program that matches an expression by going back where it fails, in the order in which Oniguruma does.
 * What it follows of regcomp.c: a repetition without an end is left as soon as one round takes nothing; a look-behind
 * tries all lengths, the shortest first; nothing within a look-around or an atomic group is tried again.
 */
import type { CodePointSet } from "@windrow/tokenizer-bpe/internal";
import { UnsupportedExpression } from "./expression-error.ts";
import { extentOf, firstOf } from "./extent.ts";
import type { Anchor, BackReferenceNode, LookNode, Node, RepeatNode } from "./nodes.ts";
import { KEPT_START, OP, type Program, TEXT_LIMIT } from "./program.ts";

/** Different sets of an expression: each has a table. */
const MAX_SETS = 8192;
/** Rounds of a repetition up to which a round that takes nothing does not end it: Oniguruma writes these out. */
const WRITTEN_OUT = 3;

const ANCHORS: Readonly<Record<Exclude<Anchor, "wordBoundary" | "noWordBoundary">, number>> = {
  textStart: OP.TEXT_START,
  textEnd: OP.TEXT_END,
  lastLineEnd: OP.LAST_LINE_END,
  lineStart: OP.LINE_START,
  lineEnd: OP.LINE_END,
  searchStart: OP.SEARCH_START,
};

/** @throws UnsupportedExpression */
export function compileProgram(node: Node): Program {
  const compiler = new Compiler();
  compiler.write(node);
  return compiler.finished(extentOf(node).min > 0 ? firstOf(node) : undefined);
}

const countOf = (max: number): number => (max === Infinity ? -1 : max);

class Compiler {
  readonly #code: number[] = [];
  readonly #sets: CodePointSet[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #groups = new Map<number, number>();
  #registers = Math.max(KEPT_START, TEXT_LIMIT) + 1;

  finished(first: CodePointSet | undefined): Program {
    this.#code.push(OP.MATCH);
    return { code: Int32Array.from(this.#code), sets: this.#sets, registers: this.#registers, first };
  }

  write(node: Node): void {
    switch (node.kind) {
      case "set":
        if (node.set.length === 2 && node.set[0] === node.set[1]) this.#code.push(OP.CHARACTER, node.set[0]!);
        else this.#code.push(OP.SET, this.#numberOf(node.set));
        break;
      case "sequence":
        for (const part of node.parts) this.write(part);
        break;
      case "choice":
        this.#choice(node.options);
        break;
      case "repeat":
        this.#repeat(node);
        break;
      case "atomic":
        this.#atomic(() => this.write(node.body));
        break;
      case "look":
        this.#look(node);
        break;
      case "capture":
        this.#code.push(OP.SAVE, this.#groupRegister(node.group) + 2);
        this.write(node.body);
        this.#capture(this.#groupRegister(node.group));
        break;
      case "backReference":
        this.#reference(node);
        break;
      case "anchor":
        if (node.at === "wordBoundary" || node.at === "noWordBoundary")
          this.#code.push(OP.BOUNDARY, this.#numberOf(node.word), node.at === "wordBoundary" ? 0 : 1);
        else this.#code.push(ANCHORS[node.at]);
        break;
      case "keep":
        this.#code.push(OP.SAVE, KEPT_START);
    }
  }

  /** Writes a number that is known only later. @returns writes it */
  #later(): () => void {
    const at = this.#code.push(-1) - 1;
    return () => {
      this.#code[at] = this.#code.length;
    };
  }

  #register(): number {
    return this.#registers++;
  }

  #numberOf(set: CodePointSet): number {
    const key = set.join();
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    if (this.#sets.length === MAX_SETS) throw new UnsupportedExpression(`has more than ${MAX_SETS} different sets`);
    this.#numbers.set(key, this.#sets.length);
    return this.#sets.push(set) - 1;
  }

  /** Unless one of the characters follows with which a part begins, goes elsewhere. */
  #peek(part: Node): (() => void) | undefined {
    if (extentOf(part).min === 0) return undefined;
    this.#code.push(OP.PEEK, this.#numberOf(firstOf(part)));
    return this.#later();
  }

  #choice(options: readonly Node[]): void {
    const ends: (() => void)[] = [];
    for (const option of options.slice(0, -1)) {
      const unlike = this.#peek(option);
      this.#code.push(OP.PUSH);
      const next = this.#later();
      this.write(option);
      this.#code.push(OP.JUMP);
      ends.push(this.#later());
      unlike?.();
      next();
    }
    this.write(options.at(-1)!);
    for (const end of ends) end();
  }

  #repeat(node: RepeatNode): void {
    const { body, min, max, isLazy } = node;
    if (max === 0) return;
    if (body.kind === "set" && !isLazy) {
      this.#code.push(OP.RUN, this.#numberOf(body.set), min, countOf(max));
      return;
    }
    const isCounted = min > 0 || (max !== Infinity && max !== 1);
    const counter = isCounted ? this.#register() : -1;
    if (isCounted) this.#code.push(OP.COUNT_START, counter);
    const start = this.#code.length;
    let unlike: (() => void) | undefined;
    let end: () => void;
    if (isCounted) {
      this.#code.push(OP.COUNT, counter, min, countOf(max), isLazy ? 1 : 0);
      end = this.#later();
      this.#code.push(OP.ENTER, counter);
    } else {
      unlike = this.#peek(body);
      this.#code.push(isLazy ? OP.PUSH_NEXT : OP.PUSH);
      end = this.#later();
    }
    const ends = [end, ...(unlike === undefined ? [] : [unlike])];
    this.#round(node, counter, ends);
    if (max !== 1) this.#code.push(OP.JUMP, start);
    for (const write of ends) write();
  }

  #round({ body, min, max }: RepeatNode, counter: number, ends: (() => void)[]): void {
    const endsIfEmpty = extentOf(body).min === 0 && max > WRITTEN_OUT;
    if (!endsIfEmpty) {
      this.write(body);
      return;
    }
    const register = this.#register();
    this.#code.push(OP.SAVE, register);
    this.write(body);
    this.#code.push(OP.IF_EMPTY, register);
    ends.push(this.#later());
    this.#code.push(counter, min);
  }

  #atomic(writeBody: () => void): void {
    const register = this.#register();
    this.#code.push(OP.MARK, register);
    writeBody();
    this.#code.push(OP.CUT, register);
  }

  #look(node: LookNode): void {
    const writeBody = (): void => {
      const place = this.#register();
      this.#code.push(OP.SAVE, place);
      if (node.direction === "ahead") {
        this.write(node.body);
        this.#code.push(OP.RETURN, place);
      } else {
        this.#behind(node.body);
        this.#code.push(OP.AT, place);
      }
    };
    if (!node.isNegated) {
      this.#atomic(writeBody);
      return;
    }
    const register = this.#register();
    this.#code.push(OP.MARK, register, OP.PUSH);
    const end = this.#later();
    writeBody();
    this.#code.push(OP.REJECT, register);
    end();
  }

  #behind(body: Node): void {
    const { min, max } = extentOf(body);
    // What may take more than it should has to end where the look-behind stands.
    const limit = min === max ? -1 : this.#register();
    if (limit >= 0) this.#code.push(OP.COPY, limit, TEXT_LIMIT, OP.NARROW);
    this.#code.push(OP.BACK, min, countOf(max === Infinity ? max : max - min));
    this.write(body);
    if (limit >= 0) this.#code.push(OP.WIDEN, limit);
  }

  /** Three registers: where its text begins and ends, and where it would begin that is open now. */
  #groupRegister(group: number): number {
    const known = this.#groups.get(group);
    if (known !== undefined) return known;
    const register = this.#registers;
    this.#registers += 3;
    this.#groups.set(group, register);
    return register;
  }

  #capture(register: number): void {
    this.#code.push(OP.COPY, register, register + 2, OP.SAVE, register + 1);
  }

  #reference(node: BackReferenceNode): void {
    const ends: (() => void)[] = [];
    for (const group of node.groups) {
      this.#code.push(OP.REFERENCE, this.#groupRegister(group));
      const next = this.#later();
      this.#code.push(OP.JUMP);
      ends.push(this.#later());
      next();
    }
    this.#code.push(OP.FAIL);
    for (const end of ends) end();
  }
}
