export interface Mutant {
  readonly operator: string;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

export function mutantsOf(path: string, text: string): Mutant[];
