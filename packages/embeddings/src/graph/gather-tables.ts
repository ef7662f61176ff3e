/** The tables that one graph gathers rows from. */
import type { AnyTable } from "../weights/located-table.ts";

/** A token table, and a position table of the same width where positions are added. */
export interface GatherTables<T = AnyTable> {
  readonly token: T;
  readonly position?: T | undefined;
}
