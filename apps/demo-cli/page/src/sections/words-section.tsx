/** Words as tokens: a vocabulary, and what is not in it. */
import type { JSX } from "preact";
import type { ReportData } from "../../../src/report/report-data.ts";
import { count, plural } from "../parts/format.ts";
import { TokenList } from "../parts/token-list.tsx";
import { useExample, type Workers } from "../use-tokens.ts";
import type { FailedAnswer, TokenizeAnswer } from "../worker/messages.ts";
import { Section } from "./section.tsx";
import { UNKNOWN_WORD_TEXT } from "./text-section.tsx";

interface WordsSectionProps {
  readonly report: ReportData;
  readonly workers: Workers;
  readonly answer: TokenizeAnswer | FailedAnswer | undefined;
}

export function WordsSection({ report, workers, answer }: WordsSectionProps): JSX.Element {
  const unknown = useExample(workers.get("simple")!, UNKNOWN_WORD_TEXT);
  const two = useExample(workers.get("simple")!, "<|endoftext|>");
  const [simple] = report.tokenizers;
  return (
    <Section step={2} title="Words, and a word that was never seen">
      <p>
        The simplest tokenizer cuts at white space and at signs. Its vocabulary is every distinct word of the text,
        sorted; the place of a word is its id. The whole file has {plural(simple!.tokens, "token")} and{" "}
        {count(simple!.vocabSize)} entries in its vocabulary
        {report.isCut ? "; in this page the vocabulary is that of the text that was put in" : ""}. Two entries are no
        words of the text:
      </p>
      <dl class="terms">
        <dt>
          <code>{"<|endoftext|>"}</code>
        </dt>
        <dd>stands between two documents, so that a model does not read one as the continuation of the other.</dd>
        <dt>
          <code>{"<|unk|>"}</code>
        </dt>
        <dd>stands for every word that the text does not have. Whatever it was, it is lost:</dd>
      </dl>
      {unknown && (
        <div class="example">
          <TokenList name="simple" answer={unknown} showsWhitespace={false} isExample />
        </div>
      )}
      {two && (
        <div class="example">
          <TokenList name="simple" answer={two} showsWhitespace={false} isExample />
        </div>
      )}
      {answer?.kind === "tokenize" && (
        <p>
          Your text above has {answer.unknown === 0 ? "no unknown word" : plural(answer.unknown, "unknown token")}
          {answer.unknown === 0 ? ". Type one, and see it struck through." : ", struck through in the first panel."}
        </p>
      )}
    </Section>
  );
}
