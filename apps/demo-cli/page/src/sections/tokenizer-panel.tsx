/** One tokenizer's view of the text: how many tokens, how long they are, and the tokens themselves. */
import type { JSX } from "preact";
import { CopyIds } from "../parts/copy-ids.tsx";
import { count, plural, ratio } from "../parts/format.ts";
import { TokenList } from "../parts/token-list.tsx";
import type { TokenizerWorker } from "../tokenizer-worker.ts";
import { TOKENS_A_STEP } from "../use-tokens.ts";
import type { FailedAnswer, TokenizeAnswer } from "../worker/messages.ts";

interface PanelProps {
  readonly name: string;
  readonly answer: TokenizeAnswer | FailedAnswer | undefined;
  readonly worker: TokenizerWorker;
  readonly showsWhitespace: boolean;
  readonly onMore: () => void;
}

export function TokenizerPanel({ name, answer, worker, showsWhitespace, onMore }: PanelProps): JSX.Element {
  return (
    <article class="panel" aria-label={name}>
      <h3>
        {name} <span>{name === "simple" ? "words, signs, white space" : "byte pairs"}</span>
      </h3>
      {answer === undefined && <p>…</p>}
      {answer?.kind === "failed" && (
        <p class="notice" role="alert">
          {answer.message}
        </p>
      )}
      {answer?.kind === "tokenize" && (
        <>
          <Figures answer={answer} />
          {answer.tokens === 0 ? (
            <p>No text, no tokens.</p>
          ) : (
            <TokenList name={name} answer={answer} showsWhitespace={showsWhitespace} />
          )}
          <More answer={answer} onMore={onMore} name={name} />
          <CopyIds name={name} worker={worker} answer={answer} />
        </>
      )}
    </article>
  );
}

function Figures({ answer }: { readonly answer: TokenizeAnswer }): JSX.Element {
  const { tokens, chars, bytes, unknown, vocabSize } = answer;
  const figures: [string, string][] = [
    ["tokens", count(tokens)],
    ["characters per token", ratio(chars, tokens)],
    ["bytes per token", ratio(bytes, tokens)],
    ["vocabulary", count(vocabSize)],
  ];
  if (unknown > 0) figures.push(["unknown", count(unknown)]);
  return (
    <dl class="figures">
      {figures.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function More(props: {
  readonly answer: TokenizeAnswer;
  readonly onMore: () => void;
  readonly name: string;
}): JSX.Element | null {
  const { answer, onMore, name } = props;
  const shown = answer.groups.reduce((sum, { pieces }) => sum + pieces.length, 0);
  if (shown >= answer.tokens) return null;
  return (
    <p class="notice">
      The first {count(shown)} of {plural(answer.tokens, "token")} are shown.{" "}
      <button type="button" onClick={onMore} aria-label={`Show ${TOKENS_A_STEP} more tokens of ${name}`}>
        Show {TOKENS_A_STEP} more
      </button>
    </p>
  );
}
