/** A measured table of a README. */
export interface MeasuredTable {
  /** The name in the markers. */
  readonly name: string;
  /** From the root of the repository. */
  readonly file: string;
  /** What results/*.json has, as Markdown. */
  readonly render: (results: unknown) => string;
}

export function allTables(): Promise<MeasuredTable[]>;
export function withTable(text: string, table: MeasuredTable): string;
