/** A measured table of a README. */
export interface MeasuredTable {
  /** Of the benchmark, and of the markers. */
  readonly name: string;
  /** From the root of the repository. */
  readonly file: string;
}

export function allTables(): Promise<MeasuredTable[]>;
export function withTable(text: string, table: MeasuredTable): string;
