/**
 * An expression of Oniguruma's as a tree. `parse-expression.ts` makes it, `lower.ts` takes texts out of it, and the rest
 * of this folder reads what is left.
 */
import type { CodePointSet } from "@windrow/tokenizer-bpe/internal";

/** Where a text is looked at, without taking a character. */
export type Anchor =
  | "textStart"
  | "textEnd"
  /** The end, or ahead of a line feed that is the last character. */
  | "lastLineEnd"
  | "lineStart"
  | "lineEnd"
  /** Where the search for this match began. */
  | "searchStart"
  | "wordBoundary"
  | "noWordBoundary";

/** One character. */
interface SetNode {
  readonly kind: "set";
  readonly set: CodePointSet;
}

interface SequenceOf<Part> {
  readonly kind: "sequence";
  readonly parts: readonly Part[];
}

interface ChoiceOf<Part> {
  readonly kind: "choice";
  readonly options: readonly Part[];
}

interface RepeatOf<Part> {
  readonly kind: "repeat";
  readonly body: Part;
  readonly min: number;
  /** Infinity where there is no end. */
  readonly max: number;
  readonly isLazy: boolean;
}

/** What gives nothing back once it has matched. */
interface AtomicOf<Part> {
  readonly kind: "atomic";
  readonly body: Part;
}

interface LookOf<Part> {
  readonly kind: "look";
  readonly direction: "ahead" | "behind";
  readonly isNegated: boolean;
  readonly body: Part;
}

interface CaptureOf<Part> {
  readonly kind: "capture";
  readonly group: number;
  readonly body: Part;
}

/** The text of a group; of several groups of one name the first of these that has matched and stands here. */
export interface BackReferenceNode {
  readonly kind: "backReference";
  readonly groups: readonly number[];
}

export interface AnchorNode {
  readonly kind: "anchor";
  readonly at: Anchor;
  /** What counts as a word. */
  readonly word: CodePointSet;
}

/** The match begins here, whatever was taken before. */
interface KeepNode {
  readonly kind: "keep";
}

type Simple = SetNode | BackReferenceNode | AnchorNode | KeepNode;

/** Characters as they are written, one after the other. */
export interface TextNode {
  readonly kind: "text";
  readonly text: string;
  readonly ignoresCase: boolean;
}

/** A group with options: texts in it and beside it stay apart. */
interface OptionsNode {
  readonly kind: "options";
  readonly body: ParsedNode;
}

export type ParsedRepeat = RepeatOf<ParsedNode>;
export type ParsedLook = LookOf<ParsedNode>;

/** As it is written. */
export type ParsedNode =
  | Simple
  | TextNode
  | OptionsNode
  | SequenceOf<ParsedNode>
  | ChoiceOf<ParsedNode>
  | ParsedRepeat
  | AtomicOf<ParsedNode>
  | ParsedLook
  | CaptureOf<ParsedNode>;

export type RepeatNode = RepeatOf<Node>;
export type LookNode = LookOf<Node>;

/** As it is matched. */
export type Node =
  | Simple
  | SequenceOf<Node>
  | ChoiceOf<Node>
  | RepeatNode
  | AtomicOf<Node>
  | LookNode
  | CaptureOf<Node>;

export const EMPTY: Node & ParsedNode = { kind: "sequence", parts: [] };
