/** Byte pairs as tokens: nothing is unknown, and the tokenizers compared. */
import type { JSX } from "preact";
import type { ReportData } from "../../../src/commands/report/report-data.ts";
import { count, ratio } from "../parts/format.ts";
import { useExample, type Tokenized, type Workers } from "../use-tokens.ts";
import type { FailedAnswer, TokenizeAnswer } from "../worker/messages.ts";
import { Example } from "./example.tsx";
import { MergesTable } from "./merges-table.tsx";
import { Section } from "./section.tsx";
import { UNKNOWN_WORD_TEXT } from "./text-section.tsx";
import { losesAWord } from "./words-section.tsx";

interface PairsSectionProps {
  readonly report: ReportData;
  readonly workers: Workers;
  /** What the word tokenizer makes of the sentence. */
  readonly lost: TokenizeAnswer | FailedAnswer | undefined;
  readonly answers: Tokenized["answers"];
}

export function PairsSection({ report, workers, lost, answers }: PairsSectionProps): JSX.Element {
  // The word tokenizer is the first.
  const encoding = report.tokenizers[1]!.name;
  const unknown = useExample(workers.get(encoding)!, UNKNOWN_WORD_TEXT);
  const bytes = useExample(workers.get(encoding)!, "caf\u00e9 \u0175");
  return (
    <Section step={3} title="Byte pairs: nothing is unknown">
      <p>
        Byte pair encoding begins with the 256 bytes, so that every text can be written. Then, again and again, the pair
        that occurs most often in a training text becomes a new token. Frequent words become one token; rare ones stay
        in pieces.{" "}
        {losesAWord(lost)
          ? "The word that was lost above is built from parts:"
          : "Any word is built from parts, whether a text has it or not:"}
      </p>
      <Example name={encoding} answer={unknown} />
      <p>
        A letter outside English may take several bytes, and a token may end between them. Such tokens are shown
        together, with bytes that are not a whole character in angle brackets:
      </p>
      <Example name={encoding} answer={bytes} />
      {report.merges && <MergesTable merges={report.merges} />}
      <Comparison report={report} answers={answers} />
    </Section>
  );
}

/** Counts side by side, with a bar for each. */
function Comparison({ report, answers }: Pick<PairsSectionProps, "report" | "answers">): JSX.Element {
  const most = Math.max(
    1,
    ...report.tokenizers.map(({ name }) => {
      const answer = answers[name];
      return answer?.kind === "tokenize" ? answer.tokens : 0;
    }),
  );
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Tokenizers compared">
      <table class="comparison">
        <caption>The tokenizers on your text: fewer tokens mean more text for the same work</caption>
        <thead>
          <tr>
            <th scope="col">tokenizer</th>
            <th scope="col">tokens</th>
            <th scope="col" class="wide">
              <span class="unseen">share of the most</span>
            </th>
            <th scope="col">chars per token</th>
            <th scope="col">vocabulary</th>
            <th scope="col">whole file</th>
          </tr>
        </thead>
        <tbody>
          {report.tokenizers.map(({ name, tokens }) => {
            const answer = answers[name];
            if (answer?.kind !== "tokenize") return null;
            return (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{count(answer.tokens)}</td>
                <td class="wide">
                  <span class="bar" style={{ width: `${(100 * answer.tokens) / most}%` }} />
                  <span class="unseen">{Math.round((100 * answer.tokens) / most)}%</span>
                </td>
                <td>{ratio(answer.chars, answer.tokens)}</td>
                <td>{count(answer.vocabSize)}</td>
                <td>{count(tokens)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
