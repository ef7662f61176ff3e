/** A sentence beside the text, as a tokenizer cuts it. */
import type { JSX } from "preact";
import { TokenList } from "../parts/token-list.tsx";
import type { FailedAnswer, TokenizeAnswer } from "../worker/messages.ts";

interface ExampleProps {
  /** The tokenizer. */
  readonly name: string;
  /** Undefined until it has answered. */
  readonly answer: TokenizeAnswer | FailedAnswer | undefined;
}

export function Example({ name, answer }: ExampleProps): JSX.Element {
  if (answer?.kind === "failed") {
    return (
      <p class="notice" role="alert">
        {answer.message}
      </p>
    );
  }
  return (
    <div class="example">
      {answer === undefined ? "\u2026" : <TokenList name={name} answer={answer} showsWhitespace isExample />}
    </div>
  );
}
