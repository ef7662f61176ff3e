/** The groups of an expression that capture, by number and name, and references back to them. */
import type { ExpressionReader } from "./expression-reader.ts";
import { InvalidExpression } from "./expression-error.ts";
import type { ParsedNode } from "./nodes.ts";

/** Numbers above are octal unless there are so many groups. */
const MAX_CERTAIN = 9;

export class GroupNumbers {
  #count = 0;
  readonly #named = new Map<string, number[]>();
  /** Groups that are not closed yet. */
  readonly #open = new Set<number>();
  readonly #referenced = new Set<number>();
  #hasReferenceByNumber = false;

  /** The number of a group that opens. */
  open(name: string | undefined): number {
    this.#count++;
    if (name !== undefined) this.#named.set(name, [...(this.#named.get(name) ?? []), this.#count]);
    return this.#count;
  }

  within<T>(group: number, read: () => T): T {
    this.#open.add(group);
    const result = read();
    this.#open.delete(group);
    return result;
  }

  /** A name in `<>` or `''`. */
  readName(reader: ExpressionReader): string {
    const end = reader.take() === "<" ? ">" : "'";
    const name = reader.takeWhile((character) => character !== end && character !== ")");
    if (name === "" || !reader.skips(end)) throw reader.invalid("a name that is not closed");
    if (!/^[\p{L}\p{M}\p{N}\p{Pc}]+$/u.test(name) || /^\d/.test(name)) throw reader.invalid(`the name ${name}`);
    return name;
  }

  /** The number behind a backslash, where it is that of a group; it is not consumed. */
  referenceAt(reader: ExpressionReader): number | undefined {
    const start = reader.at;
    const number = Number(reader.takeWhile((character) => /^\d$/.test(character)));
    reader.at = start;
    return number <= 1000 && (number <= MAX_CERTAIN || number <= this.#count) ? number : undefined;
  }

  /** `\1`, `\k<1>`, `\k<-1>`, `\k<name>`, behind the backslash. */
  readReference(reader: ExpressionReader, ignoresCase: boolean): ParsedNode {
    const groups = reader.skips("k") ? this.#groupsBetween(reader) : [this.#numberAt(reader)];
    if (ignoresCase) throw reader.unsupported("a back-reference within (?i)");
    if (groups.some((group) => this.#open.has(group)))
      throw reader.unsupported("a back-reference within its own group");
    for (const group of groups) this.#referenced.add(group);
    return { kind: "backReference", groups };
  }

  #numberAt(reader: ExpressionReader): number {
    this.#hasReferenceByNumber = true;
    return Number(reader.takeWhile((character) => /^\d$/.test(character)));
  }

  #groupsBetween(reader: ExpressionReader): number[] {
    const end = reader.take() === "<" ? ">" : "'";
    const sign = reader.skips("-") ? -1 : reader.skips("+") ? 1 : 0;
    const name = reader.takeWhile((character) => character !== end && !")+-".includes(character));
    if (reader.peek() === "+" || reader.peek() === "-") throw reader.unsupported("a back-reference with a level");
    if (name === "" || !reader.skips(end)) throw reader.invalid("a name that is not closed");
    if (!/^\d+$/.test(name)) {
      // The last one of a name is asked first.
      const groups = sign === 0 ? this.#named.get(name)?.toReversed() : undefined;
      if (groups === undefined) throw reader.invalid(`a reference to ${name}, which is not the name of a group,`);
      return groups;
    }
    this.#hasReferenceByNumber = true;
    const number = sign < 0 ? this.#count + 1 - Number(name) : sign > 0 ? this.#count + Number(name) : Number(name);
    if (number <= 0) throw reader.invalid(`a reference to the group ${name}`);
    return [number];
  }

  /** What is known at the end. @throws InvalidExpression */
  checked(): CapturingGroups {
    if (this.#named.size > 0 && this.#hasReferenceByNumber)
      throw new InvalidExpression("has a reference by number and groups with names");
    if (Math.max(0, ...this.#referenced) > this.#count)
      throw new InvalidExpression(
        `has a reference to the group ${Math.max(...this.#referenced)}, which does not exist`,
      );
    const withNames = new Set([...this.#named.values()].flat());
    return {
      captures: (group) => withNames.size === 0 || withNames.has(group),
      isReferenced: (group) => this.#referenced.has(group),
    };
  }
}

export interface CapturingGroups {
  /** Where some groups have names, those without are for grouping only. */
  captures(group: number): boolean;
  /** Whether its text is asked for. */
  isReferenced(group: number): boolean;
}
