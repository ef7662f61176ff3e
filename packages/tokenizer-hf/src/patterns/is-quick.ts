/**
 * Whether an expression may be left to JavaScript's engine: whether it has an equal there, and can't take more time than
 * some passes over a text. Engines go back where they fail, so nested repetitions take exponential time, and two that
 * may take the same characters, or one with something behind it that may be missing, quadratic time, on some texts.
 *
 * What is quick here: alternatives that are sequences of sets, most of them repeated, and of fixed parts. A repetition
 * without an end that has to be there for something behind it (`\s*[\r\n]`, `\s+(?!\S)`) is quick only where a later
 * alternative takes all that it took, or all but one (`\s+(?!\S)`): it is not tried again at each of these then. That is so for the
 * patterns of models. Everything else is matched by run-program.ts, which counts its steps; so is what may take nothing,
 * which V8 finds between the halves of a surrogate pair too.
 */
import { type CodePointSet, complementOf, isWithin } from "@windrow/tokenizer-bpe/internal";
import { extentOf } from "./extent.ts";
import type { Node } from "./nodes.ts";

/** Rounds of a repetition that count as few, and ways through a fixed part. */
const FEW = 64;
/** Sets, with those of each round: engines write rounds out. */
const MAX_SIZE = 4000;

export function isQuick(node: Node): boolean {
  if (sizeOf(node) > MAX_SIZE) return false;
  const alternatives = (node.kind === "choice" ? node.options : [node]).map(partsOf);
  return extentOf(node).min > 0 && alternatives.every((parts, i) => isQuickSequence(parts, alternatives.slice(i + 1)));
}

/** What may be repeated without an end, as the sequence of its parts. */
function partsOf(node: Node): readonly Node[] {
  return node.kind === "sequence" ? node.parts : [node];
}

/** The set of a repetition without an end, or with a far one; undefined for other parts. */
function loopOf(part: Node): CodePointSet | undefined {
  if (part.kind === "atomic") return loopOf(part.body);
  return part.kind === "repeat" && part.body.kind === "set" && part.max > FEW ? part.body.set : undefined;
}

/** A repetition of a fixed part, such as `(?:\p{N}{1,3})+`: it is not gone back into where nothing behind it may fail. */
function isLoopOfRounds(part: Node): boolean {
  return part.kind === "repeat" && part.min <= 1 && extentOf(part.body).min > 0 && waysThrough(part.body) <= FEW;
}

function isQuickSequence(parts: readonly Node[], later: readonly (readonly Node[])[]): boolean {
  const last = parts.findLastIndex((part) => mayFail(part));
  const isBounded = (part: Node, at: number): boolean =>
    loopOf(part) !== undefined || waysThrough(part) <= FEW || (at >= last && isLoopOfRounds(part));
  if (!parts.every(isBounded)) return false;
  const loops = parts.slice(0, Math.max(last, 0)).flatMap((part, at) => (loopOf(part) === undefined ? [] : [at]));
  if (loops.length === 0) return true;
  const [at] = loops;
  const isAtStart = parts.slice(0, at).every((part) => !mayFail(part));
  return loops.length === 1 && isAtStart && [parts, ...later].some((others) => takesAll(others, loopOf(parts[at!]!)!));
}

/** Whether a part can keep what is before it from matching. */
function mayFail(part: Node): boolean {
  return part.kind === "look" || part.kind === "anchor" || extentOf(part).min > 0;
}

/** Whether a sequence is sure to take as many of a set as there are, or all but one, if there are two. */
function takesAll(parts: readonly Node[], set: CodePointSet): boolean {
  const at = parts.findIndex((part) => {
    const loop = loopOf(part);
    return loop !== undefined && isWithin(set, loop) && extentOf(part).min <= 1;
  });
  if (at < 0) return false;
  const others = parts.filter((part, i) => i !== at && mayFail(part));
  // `\s+(?!\S)`: a space less, and a space follows.
  return (
    others.length === 0 ||
    (others.length === 1 && at === parts.length - 2 && isOtherAhead(parts.at(-1)!, loopOf(parts[at]!)!))
  );
}

/** Whether it is a look-ahead that nothing follows but what is in a set. */
function isOtherAhead(part: Node, set: CodePointSet): boolean {
  return (
    part.kind === "look" &&
    part.direction === "ahead" &&
    part.isNegated &&
    part.body.kind === "set" &&
    isWithin(part.body.set, complementOf(set))
  );
}

function sizeOf(node: Node): number {
  switch (node.kind) {
    case "sequence":
      return node.parts.reduce((sum, part) => sum + sizeOf(part), 0);
    case "choice":
      return node.options.reduce((sum, option) => sum + sizeOf(option), 0);
    case "repeat":
      return sizeOf(node.body) * (node.max > FEW ? 1 : node.max);
    case "atomic":
    case "capture":
    case "look":
      return sizeOf(node.body);
    default:
      return 1;
  }
}

/** In how many ways a part may match at most, Infinity where that is not bounded or it has no equivalent in JavaScript. */
function waysThrough(node: Node): number {
  switch (node.kind) {
    case "set":
      return 1;
    case "anchor":
      return node.at === "searchStart" ? Infinity : 1;
    case "sequence":
      return node.parts.map(waysThrough).reduce((product, ways) => product * ways, 1);
    case "choice":
      return node.options.map(waysThrough).reduce((sum, ways) => sum + ways, 0);
    case "repeat": {
      if (node.body.kind === "set") return node.max <= FEW ? node.max - node.min + 1 : Infinity;
      // A round that takes nothing ends a repetition in other ways in JavaScript.
      if (extentOf(node.body).min === 0 || node.max > FEW) return Infinity;
      return waysThrough(node.body) ** node.max * (node.max - node.min + 1);
    }
    case "look":
      // Behind a place it is matched from right to left.
      return node.direction === "ahead" || extentOf(node.body).min === extentOf(node.body).max
        ? waysThrough(node.body)
        : Infinity;
    case "atomic":
      return waysThrough(node.body);
    default:
      return Infinity;
  }
}
