/** A template with its variables to text, every character of which knows where it comes from. */
import { globals } from "./globals.ts";
import { Interpreter } from "./interpreter.ts";
import { Budget, type InputSize } from "./limits/budget.ts";
import { templateLimit } from "./limits/failures.ts";
import { parseTemplate } from "./parse-template.ts";
import { Scope } from "./scope.ts";
import type { MarkedText } from "./text/marked-text.ts";
import type { Value } from "./values/values.ts";

export interface Rendering {
  readonly variables: Map<string, Value>;
  /** How much of the variables is the caller's: more of it may take longer. */
  readonly size: InputSize;
  readonly now: Date;
}

/** @throws HfError HF_INVALID_TEMPLATE, HF_TEMPLATE_REFUSED, HF_TEMPLATE_FAILED, HF_TEMPLATE_LIMIT */
export function renderTemplate(source: string, { variables, size, now }: Rendering): MarkedText {
  const program = parseTemplate(source);
  const interpreter = new Interpreter({ budget: new Budget(size), now });
  try {
    return interpreter.textOf(program.body, new Scope(new Scope(undefined, globals()), variables));
  } catch (error) {
    // The engine's stack is smaller than the depth that is allowed, or a text is longer than it can be.
    if (error instanceof RangeError) throw templateLimit("It is nested too deeply or made too much text");
    throw error;
  }
}
