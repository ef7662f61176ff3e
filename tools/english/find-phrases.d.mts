export interface Hit {
  /** From 1. */
  readonly line: number;
  /** The phrase, as reports have it. */
  readonly name: string;
  readonly found: string;
  readonly write: string;
  readonly kind: "text" | "comment" | "string" | "name";
}
export declare function findPhrases(path: string, content: string): Hit[];
