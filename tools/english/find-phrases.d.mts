export interface Hit {
  /** From 1. */
  readonly line: number;
  /** Of the phrase, as `allowed.json` has it. */
  readonly name: string;
  readonly found: string;
  readonly write: string;
  readonly kind: "text" | "comment" | "string" | "name";
}
export declare function findPhrases(path: string, content: string): Hit[];
export declare function countByName(hits: readonly Hit[]): Record<string, number>;
