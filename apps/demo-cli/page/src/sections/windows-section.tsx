/** Two steps that share their settings: windows slide over the ids, and windows are stacked to batches. */
import { useEffect, useMemo, useState } from "preact/hooks";
import type { JSX } from "preact";
import type { ReportData } from "../../../src/commands/report/report-data.ts";
import { Slider } from "../parts/slider.tsx";
import type { Tokenized, Workers } from "../use-tokens.ts";
import type { FailedAnswer, SamplesAnswer } from "../worker/messages.ts";
import { BatchTables } from "./batch-tables.tsx";
import { Section } from "./section.tsx";
import { WindowDrawing } from "./window-drawing.tsx";

/** What was asked with its answer: until the next answer comes, the old windows keep their old settings. */
interface Answered {
  readonly answer: SamplesAnswer | FailedAnswer;
  readonly maxLength: number;
  readonly stride: number;
}

/** Sliders go further only where the report was asked for more. */
const MAX_CONTEXT = 16;
const MAX_BATCH = 16;

interface WindowsSectionProps {
  readonly report: ReportData;
  readonly workers: Workers;
  /** What the workers made of the text: windows are those of what was tokenized last. */
  readonly answers: Tokenized["answers"];
}

export function WindowsSection({ report, workers, answers }: WindowsSectionProps): JSX.Element {
  const encodings = report.tokenizers.slice(1).map(({ name }) => name);
  const [encoding, setEncoding] = useState(encodings[0]!);
  const [maxLength, setMaxLength] = useState(report.windows.maxLength);
  const [stride, setStride] = useState(report.windows.stride);
  const [batchSize, setBatchSize] = useState(report.windows.batchSize);
  const [shuffle, setShuffle] = useState(false);
  const [batch, setBatch] = useState(0);
  const [answered, setAnswered] = useState<Answered>();
  const { seed } = report;
  const line = useMemo(() => workers.get(encoding)!.line(), [workers, encoding]);
  const tokenized = answers[encoding];

  useEffect(() => {
    // Until the worker has the text it has no windows.
    if (tokenized?.kind !== "tokenize") return undefined;
    let isLatest = true;
    const request = { kind: "samples", maxLength, stride, batchSize, shuffle, seed, batch } as const;
    void line.ask(request).then((given) => {
      if (given && isLatest) setAnswered({ answer: given, maxLength, stride });
    });
    return () => void (isLatest = false);
  }, [line, tokenized, maxLength, stride, batchSize, shuffle, seed, batch]);

  const answer = answered?.answer;
  const samples = answer?.kind === "samples" ? answer : undefined;
  return (
    <>
      <Section step={4} title="A window slides over the ids">
        <p>
          A model learns to predict the next token. So each example is a window of ids, the input, and the same window
          one token further on, the target: what should follow each token of the input. Drawn with a column for each
          token of the text, the target is the input moved by one column. The context is the length of a window, the
          stride is how far after its start the next one begins.
        </p>
        <div class="controls">
          {encodings.length > 1 && (
            <label>
              Encoding{" "}
              <select value={encoding} onChange={({ currentTarget }) => setEncoding(currentTarget.value)}>
                {encodings.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </select>
            </label>
          )}
          <Slider
            label="Context"
            value={maxLength}
            most={Math.max(MAX_CONTEXT, report.windows.maxLength)}
            onChange={setMaxLength}
          />
          <Slider
            label="Stride"
            value={stride}
            most={Math.max(MAX_CONTEXT, report.windows.stride)}
            onChange={setStride}
          />
        </div>
        {answer?.kind === "failed" && (
          <p class="notice" role="alert">
            {answer.message}
          </p>
        )}
        {samples && <WindowDrawing samples={samples} maxLength={answered!.maxLength} stride={answered!.stride} />}
      </Section>
      <Section step={5} title="Windows become batches">
        <p>
          Windows are stacked: a batch is a table of B rows, one window each, and T columns, the context. A model works
          on all rows at once. Shuffled, the windows come in random order, the same in which PyTorch’s loader would
          bring them for the seed {seed}.
        </p>
        <div class="controls">
          <Slider
            label="Batch size"
            value={batchSize}
            most={Math.max(MAX_BATCH, report.windows.batchSize)}
            onChange={setBatchSize}
          />
          <label class="switch">
            <input
              type="checkbox"
              checked={shuffle}
              onChange={({ currentTarget }) => setShuffle(currentTarget.checked)}
            />
            Shuffle
          </label>
        </div>
        {samples && <BatchTables samples={samples} onBatch={setBatch} />}
      </Section>
    </>
  );
}
