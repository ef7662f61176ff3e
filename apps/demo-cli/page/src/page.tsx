/** The page from top to bottom: the way of a text to what a model reads. */
import { useState } from "preact/hooks";
import type { JSX } from "preact";
import type { ReportData } from "../../src/commands/report/report-data.ts";
import { count, plural } from "./parts/format.ts";
import { Tooltip } from "./parts/tooltip.tsx";
import { EmbeddingsSection } from "./sections/embeddings-section.tsx";
import { MapSection } from "./sections/map-section.tsx";
import { NoEmbeddingsSection } from "./sections/no-embeddings-section.tsx";
import { PairsSection } from "./sections/pairs-section.tsx";
import { PositionsSection } from "./sections/positions-section.tsx";
import { TextSection, UNKNOWN_WORD_TEXT } from "./sections/text-section.tsx";
import { WindowsSection } from "./sections/windows-section.tsx";
import { WordsSection } from "./sections/words-section.tsx";
import { useExample, useTokens, type Workers } from "./use-tokens.ts";

interface PageProps {
  readonly report: ReportData;
  readonly workers: Workers;
}

export function Page({ report, workers }: PageProps): JSX.Element {
  const tokenized = useTokens(workers, report.text);
  const lost = useExample(workers.get("simple")!, UNKNOWN_WORD_TEXT);
  const [showsWhitespace, setShowsWhitespace] = useState(false);
  const { name, whole, tokenizers } = report;
  return (
    <>
      <header>
        <p class="brand">windrow</p>
        <h1>From text to embeddings</h1>
        <p class="lead">
          What happens to <bdi>{name}</bdi> before a language model reads it: {count(whole.chars)} characters become{" "}
          {plural(tokenizers[1]!.tokens, "token")}, tokens become rows of numbers. Every figure here is computed by the
          windrow packages, and those for your own text on this page as you type.
        </p>
      </header>
      <main>
        <TextSection
          report={report}
          workers={workers}
          tokenized={tokenized}
          showsWhitespace={showsWhitespace}
          onWhitespace={setShowsWhitespace}
        />
        <WordsSection report={report} workers={workers} lost={lost} answer={tokenized.answers.simple} />
        <PairsSection report={report} workers={workers} lost={lost} answers={tokenized.answers} />
        <WindowsSection report={report} workers={workers} answers={tokenized.answers} />
        {report.embeddings === undefined ? (
          <NoEmbeddingsSection />
        ) : (
          <>
            <EmbeddingsSection figures={report.embeddings} seed={report.seed} />
            <PositionsSection figures={report.embeddings} />
            <MapSection figures={report.embeddings} seed={report.seed} />
          </>
        )}
        <Tooltip />
      </main>
      <footer>
        <p>Made by windrow {report.version}. The page is one file and makes no requests: what you type stays here.</p>
      </footer>
    </>
  );
}
