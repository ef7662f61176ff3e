/**
 * Which character of a normalized text stands in the place of which: as huggingface/tokenizers counts them, which
 * normalizes by unicode-normalization-alignments 0.1. A character that is decomposed has its first part in its place and
 * the others are new; marks take that along when they are sorted; what is composed stands in the place of the first part,
 * and takes away as many characters as it is made of, less the new ones among them.
 */
import type { Change } from "../aligned/aligned-text.ts";
import { combiningOrder } from "./combining-class.ts";

export type Form = "NFC" | "NFD" | "NFKC" | "NFKD";

/** A character with its order among marks, and whether it is new. */
interface Part {
  readonly character: string;
  readonly order: number;
  readonly change: number;
}

/** @param isKept whether a character stays as it is */
export function formChanges(text: string, form: Form, isKept: (character: string) => boolean): Change[] {
  const parts = decomposed(text, form === "NFKC" || form === "NFKD" ? "NFKD" : "NFD", isKept);
  if (form === "NFD" || form === "NFKD") return parts.map(({ character, change }) => [character, change]);
  return composed(parts, isKept);
}

function decomposed(text: string, form: "NFD" | "NFKD", isKept: (character: string) => boolean): Part[] {
  const parts: Part[] = [];
  let marks: Part[] = [];
  const endMarks = (): void => {
    for (const part of marks.toSorted((a, b) => a.order - b.order)) parts.push(part);
    marks = [];
  };
  for (const whole of text) {
    let change = 0;
    for (const character of isKept(whole) ? [whole] : whole.normalize(form)) {
      const order = isKept(character) ? 0 : combiningOrder(character);
      const part = { character, order, change };
      change = 1;
      if (order > 0) marks.push(part);
      else {
        endMarks();
        parts.push(part);
      }
    }
  }
  endMarks();
  return parts;
}

function composed(parts: readonly Part[], isKept: (character: string) => boolean): Change[] {
  const changes: Change[] = [];
  /** What the next characters may be composed with, and those between that were not. */
  let first: Part | undefined;
  let between: Part[] = [];
  const push = ({ character, change }: Part): void => void changes.push([character, change]);
  const end = (): void => {
    if (first !== undefined) push(first);
    for (const part of between) push(part);
    [first, between] = [undefined, []];
  };
  for (const part of parts) {
    if (first === undefined) {
      if (part.order > 0) push(part);
      else first = part;
      continue;
    }
    const last = between.at(-1);
    // A mark is kept apart by another of its own class, and all others by any mark.
    const isApart = last !== undefined && last.order >= part.order;
    const both = isApart || isKept(first.character) || isKept(part.character) ? undefined : compose(first, part);
    if (both !== undefined) first = both;
    else if (part.order > 0) between.push(part);
    else {
      end();
      first = part;
    }
  }
  end();
  return changes;
}

function compose(first: Part, second: Part): Part | undefined {
  const character = (first.character + second.character).normalize("NFC");
  const isOne = character.length === 1 || (character.length === 2 && character.codePointAt(0)! > 0xffff);
  return isOne ? { character, order: 0, change: first.change + second.change - 1 } : undefined;
}
