/** The text that is shown and what each tokenizer makes of it, as answers arrive. */
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { TokenizerWorker } from "./tokenizer-worker.ts";
import type { FailedAnswer, TokenizeAnswer } from "./worker/messages.ts";

/** Tokens of a panel to begin with, and with each press of "show more". */
export const TOKENS_A_STEP = 400;

/** A long text is tokenized when the typing pauses, a short one with every letter. */
const LONG_TEXT = 100_000;
const PAUSE_MS = 150;

export type Workers = ReadonlyMap<string, TokenizerWorker>;

export interface Tokenized {
  readonly answers: Readonly<Record<string, TokenizeAnswer | FailedAnswer>>;
  readonly setText: (text: string) => void;
  readonly showMore: () => void;
}

export function useTokens(workers: Workers, firstText: string): Tokenized {
  const [answers, setAnswers] = useState<Tokenized["answers"]>({});
  const lines = useMemo(() => [...workers].map(([name, worker]) => ({ name, line: worker.line() })), [workers]);
  const text = useRef(firstText);
  const shown = useRef(TOKENS_A_STEP);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);

  const ask = useCallback(() => {
    for (const { name, line } of lines) {
      void line.ask({ kind: "tokenize", text: text.current, shown: shown.current }).then((answer) => {
        if (answer) setAnswers((known) => ({ ...known, [name]: answer }));
      });
    }
  }, [lines]);

  useEffect(ask, [ask]);
  return {
    answers,
    setText: (changed) => {
      text.current = changed;
      shown.current = TOKENS_A_STEP;
      clearTimeout(pause.current);
      if (changed.length < LONG_TEXT) ask();
      else pause.current = setTimeout(ask, PAUSE_MS);
    },
    showMore: () => {
      shown.current += TOKENS_A_STEP;
      ask();
    },
  };
}

/** What a tokenizer makes of a sentence beside the text, once it has answered. */
export function useExample(worker: TokenizerWorker, sentence: string): TokenizeAnswer | FailedAnswer | undefined {
  const [answer, setAnswer] = useState<TokenizeAnswer | FailedAnswer>();
  const line = useMemo(() => worker.line(), [worker]);
  useEffect(() => {
    void line.ask({ kind: "example", text: sentence }).then((given) => given && setAnswer(given));
  }, [line, sentence]);
  return answer;
}
