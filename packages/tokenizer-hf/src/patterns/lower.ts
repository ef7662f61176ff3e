/**
 * A tree as it is written made one as it is matched: texts become sets of one character each, in any case where the
 * options say so, and groups whose text nobody asks for are taken out. What may not stand in a look-behind is refused.
 */
import type { CapturingGroups } from "./group-numbers.ts";
import { InvalidExpression, UnsupportedExpression } from "./expression-error.ts";
import { extentOf } from "./extent.ts";
import { foldText } from "./fold-case.ts";
import type { Node, ParsedLook, ParsedNode, TextNode } from "./nodes.ts";

/** Oniguruma's own limit, in characters. */
const MAX_LOOK_BEHIND = 65_535;

/** What a part stands in. */
interface Surroundings {
  readonly groups: CapturingGroups;
  /** Within a look-behind, and whether one of those around is negated. */
  readonly lookBehind: "none" | "plain" | "negated";
  /** Whether where a match begins can't be changed here. */
  readonly keepsStart: boolean;
}

/** @throws InvalidExpression, UnsupportedExpression */
export function lower(node: ParsedNode, groups: CapturingGroups): Node {
  return lowered(withoutNames(node, groups), { groups, lookBehind: "none", keepsStart: false });
}

function lowered(node: ParsedNode, around: Surroundings): Node {
  const inner = (part: ParsedNode): Node => lowered(part, around);
  switch (node.kind) {
    case "text":
      return sequence(charactersOf(node, around));
    case "options":
      return inner(node.body);
    case "sequence":
      return sequence(withJoinedTexts(node.parts).map(inner));
    case "choice":
      return { kind: "choice", options: node.options.map(inner) };
    case "repeat":
      return { ...node, body: inner(node.body) };
    case "atomic":
      return { kind: "atomic", body: lowered(node.body, { ...around, keepsStart: true }) };
    case "capture":
      if (around.lookBehind === "negated")
        throw new InvalidExpression("has a capturing group in a negated look-behind");
      if (!around.groups.isReferenced(node.group)) return inner(node.body);
      if (around.lookBehind !== "none") throw new UnsupportedExpression("has a reference to a group in a look-behind");
      return { ...node, body: inner(node.body) };
    case "look":
      return look(node, around);
    case "anchor":
      if (around.lookBehind !== "none" && (node.at === "textEnd" || node.at === "lastLineEnd"))
        throw new InvalidExpression("has the end of the text in a look-behind");
      return node;
    case "backReference":
      if (around.lookBehind !== "none") throw new UnsupportedExpression("has a back-reference in a look-behind");
      return node;
    case "keep":
      if (around.keepsStart) throw new UnsupportedExpression("has \\K within a look-around or an atomic group");
      return node;
    default:
      return node;
  }
}

function look(node: ParsedLook, around: Surroundings): Node {
  if (around.lookBehind !== "none") {
    if (node.direction === "ahead") throw new InvalidExpression("has a look-ahead in a look-behind");
    if (node.isNegated && around.lookBehind === "plain")
      throw new InvalidExpression("has a negated look-behind in a positive one");
  }
  if (node.direction === "behind" && (node.body.kind === "choice" ? node.body.options : [node.body]).some(isOptional))
    throw new InvalidExpression("has a look-behind in which every part is optional");
  const lookBehind = node.direction === "ahead" ? around.lookBehind : node.isNegated ? "negated" : "plain";
  const body = lowered(node.body, { ...around, lookBehind, keepsStart: true });
  if (node.direction === "behind") {
    const { min, max } = extentOf(body);
    if (min > MAX_LOOK_BEHIND || (max !== Infinity && max > MAX_LOOK_BEHIND))
      throw new InvalidExpression("has a look-behind that is too long");
  }
  return { ...node, body };
}

/** A sequence of optional characters, on which Oniguruma fails in a look-behind. */
function isOptional(node: ParsedNode): boolean {
  return (
    node.kind === "sequence" &&
    node.parts.length > 1 &&
    node.parts.every((part) => part.kind === "repeat" && part.min === 0 && isCharacters(part.body))
  );
}

/** What Oniguruma has as one set or text when it looks at that. */
function isCharacters(node: ParsedNode): boolean {
  if (node.kind === "repeat") return node.min === node.max && node.body.kind === "text" && !node.body.ignoresCase;
  return node.kind === "set" || (node.kind === "text" && !(node.ignoresCase && Array.from(node.text).length > 1));
}

function charactersOf(node: TextNode, around: Surroundings): Node[] {
  if (node.ignoresCase) return foldText(node.text, around.lookBehind !== "none");
  return Array.from(node.text, (character): Node => {
    const code = character.codePointAt(0)!;
    return { kind: "set", set: [code, code] };
  });
}

function sequence(parts: readonly Node[]): Node {
  const flat = parts.flatMap((part) => (part.kind === "sequence" ? part.parts : [part]));
  return flat.length === 1 ? flat[0]! : { kind: "sequence", parts: flat };
}

/** Texts side by side are one: a character that is like two others may be like some of both. */
function withJoinedTexts(parts: readonly ParsedNode[]): ParsedNode[] {
  const joined: ParsedNode[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.kind === "text" && last?.kind === "text" && part.ignoresCase === last.ignoresCase)
      joined[joined.length - 1] = { ...last, text: last.text + part.text };
    else joined.push(part);
  }
  return joined;
}

/** Groups that do not capture since others have names are not there, so that texts join across them. */
function withoutNames(node: ParsedNode, groups: CapturingGroups): ParsedNode {
  const inner = (part: ParsedNode): ParsedNode => withoutNames(part, groups);
  switch (node.kind) {
    case "capture":
      return groups.captures(node.group) ? { ...node, body: inner(node.body) } : inner(node.body);
    case "sequence":
      return { ...node, parts: node.parts.map(inner) };
    case "choice":
      return { ...node, options: node.options.map(inner) };
    case "repeat":
    case "atomic":
    case "look":
    case "options":
      return { ...node, body: inner(node.body) };
    default:
      return node;
  }
}
