/** An error has the kind TypeError, or another. */
export type Outcome =
  | { readonly ids: number[] }
  | { readonly bytes: number[] }
  | { readonly value: unknown }
  | { readonly error: "Error" | "TypeError"; readonly message: string };
export function argumentsOf(args: readonly unknown[]): unknown[];
export function outcomeOf(call: () => unknown): Outcome;
export function digestOf(value: unknown): string;
