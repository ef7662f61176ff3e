/** What readers make of an input: its documents, the long ones in parts. */

/** A whole document, whose text need not become a string. */
export interface Utf8Document {
  readonly kind: "utf8";
  /** Its text in UTF-8, good until the next batch is asked for. */
  readonly bytes: Uint8Array;
}

/** A document's text, or a part of a long one: parts follow one another, the last says so. */
export interface TextPart {
  readonly kind: "text";
  readonly text: string;
  /** Whether the document ends with this part. */
  readonly isLast: boolean;
}

/** A document that the policy "skip" leaves out. Parts of it that came before are to be dropped. */
export interface SkippedDocument {
  readonly kind: "skipped";
  /** File and place, and what is wrong with it. */
  readonly reason: string;
  /** Whether another field may be the one with the text. */
  readonly isOfField: boolean;
}

export type DocumentPart = Utf8Document | TextPart | SkippedDocument;
