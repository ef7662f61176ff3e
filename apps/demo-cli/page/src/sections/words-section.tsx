/** Words as tokens: a vocabulary, and what is not in it. */
import type { JSX } from "preact";
import type { ReportData } from "../../../src/commands/report/report-data.ts";
import { count, plural } from "../parts/format.ts";
import { useExample, type Workers } from "../use-tokens.ts";
import type { FailedAnswer, TokenizeAnswer } from "../worker/messages.ts";
import { Example } from "./example.tsx";
import { Section } from "./section.tsx";

interface WordsSectionProps {
  readonly report: ReportData;
  readonly workers: Workers;
  /** The sentence with a word that hardly any text has. */
  readonly lost: TokenizeAnswer | FailedAnswer | undefined;
  readonly answer: TokenizeAnswer | FailedAnswer | undefined;
}

export function WordsSection({ report, workers, lost, answer }: WordsSectionProps): JSX.Element {
  const two = useExample(workers.get("simple")!, "<|endoftext|>");
  const [simple] = report.tokenizers;
  return (
    <Section step={2} title="Words, and a word that was never seen">
      <p>
        The simplest tokenizer cuts at white space and at signs, and keeps both, so that its tokens put together are the
        text again; between two separators in a row it has an empty one. White space could also be left out: windrow
        demo and windrow compare show both counts, and the one here is theirs with white space kept. Its vocabulary is
        every distinct token of the text, sorted; the index of a token is its id. The whole file has{" "}
        {plural(simple!.tokens, "token")} and {count(simple!.vocabSize)} entries in its vocabulary
        {report.isCut ? "; on this page the vocabulary is that of the text in the report" : ""}. Two entries are not
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
        <dd>
          {losesAWord(lost)
            ? "stands for every word that the text does not have. Whatever it was, it is lost:"
            : "stands for every word that the text does not have. It has every word of this sentence, so none is lost:"}
        </dd>
      </dl>
      <Example name="simple" answer={lost} />
      <Example name="simple" answer={two} />
      {answer?.kind === "tokenize" && (
        <p>
          {answer.unknown === 0
            ? "Your text above has no unknown word. Type one, and see it struck through."
            : `Your text above has ${plural(answer.unknown, "unknown token")}, struck through in the first panel.`}
        </p>
      )}
    </Section>
  );
}

/** Whether the sentence has a word that the vocabulary has not; taken for granted until that is known. */
export function losesAWord(answer: TokenizeAnswer | FailedAnswer | undefined): boolean {
  return answer?.kind !== "tokenize" || answer.unknown > 0;
}
