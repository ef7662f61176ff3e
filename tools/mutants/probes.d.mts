export declare const TEST_NAME: string;

export function withProbes(
  path: string,
  text: string,
  mutants: readonly { readonly start: number; readonly end: number }[],
  prefix: string,
  notes: string,
): { text: string; probes: (string | undefined)[] };

export function notesName(test: string): string;

export function readNotes(folder: string): (test: string, probe: string) => boolean;
