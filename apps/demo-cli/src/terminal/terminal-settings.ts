/** What the environment says about colour and width. */

/** Where nothing says how wide the terminal is. */
export const DEFAULT_COLUMNS = 80;

/** Narrower than this no table is of use; a terminal that says 0 does not know its size. */
const MIN_COLUMNS = 20;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Whether results are coloured where no option says so. FORCE_COLOR comes first (0 or false is no),
 * as in Node itself, then NO_COLOR, then TERM=dumb, then whether it is a terminal.
 */
export function wantsColour({ FORCE_COLOR, NO_COLOR, TERM }: Environment, isTerminal: boolean): boolean {
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return isTerminal && !NO_COLOR && TERM !== "dumb";
}

/** The width: what COLUMNS says, then what the terminal says, then 80. */
export function terminalColumns({ COLUMNS }: Environment, ofTerminal: number | undefined): number {
  const said = /^\d{1,5}$/.test(COLUMNS ?? "") ? Number(COLUMNS) : 0;
  return (
    [said, ofTerminal ?? 0].find((columns) => columns >= MIN_COLUMNS) ?? (ofTerminal ? MIN_COLUMNS : DEFAULT_COLUMNS)
  );
}
