/** The first windows on a grid with a column for each token of the text: the shift is one column. */
import type { JSX } from "preact";
import { DataTable } from "../parts/data-table.tsx";
import { onOneLine, plural } from "../parts/format.ts";
import type { Cell, DrawnWindow, SamplesAnswer } from "../worker/messages.ts";

interface DrawingProps {
  readonly samples: SamplesAnswer;
  readonly maxLength: number;
  readonly stride: number;
}

export function WindowDrawing({ samples, maxLength, stride }: DrawingProps): JSX.Element {
  const { drawn, windows, tokens } = samples;
  if (windows === 0) {
    return (
      <p class="notice">
        The text has {plural(tokens, "token")}: a window of {maxLength} needs {maxLength + 1}, the last one to predict.
        Type more, or shorten the context.
      </p>
    );
  }
  return (
    <>
      <p>
        {plural(windows, "window")} of {plural(maxLength, "token")} in {plural(tokens, "token")}; the first{" "}
        {drawn.length === 1 ? "one" : drawn.length} drawn. {overlap(maxLength, stride)}
      </p>
      <div class="scroll" tabIndex={0} role="region" aria-label="Windows, drawn">
        <div class="windows">
          {drawn.map((window, i) => (
            <WindowRows key={i} window={window} index={i} />
          ))}
        </div>
      </div>
      <DataTable
        caption="windows"
        head={["window", "begins at", "input ids", "target ids", "input", "target"]}
        rows={() =>
          drawn.map(({ start, input, target }, i) => [
            i,
            start,
            idsOf(input),
            idsOf(target),
            textOf(input),
            textOf(target),
          ])
        }
      />
    </>
  );
}

function WindowRows({ window, index }: { readonly window: DrawnWindow; readonly index: number }): JSX.Element {
  const row = (kind: "input" | "target", cells: readonly Cell[], start: number): JSX.Element => (
    <div class={`window-row ${kind}`}>
      <span class="row-name">
        {kind} {index}
      </span>
      {cells.map(({ id, label }, i) => (
        // The first column has the names.
        <span key={i} class="cell" style={{ gridColumnStart: start + i + 2 }}>
          <bdi>{onOneLine(label)}</bdi>
          <small>{id}</small>
        </span>
      ))}
    </div>
  );
  return (
    <div class="window">
      {row("input", window.input, window.start)}
      {row("target", window.target, window.start + 1)}
    </div>
  );
}

function overlap(maxLength: number, stride: number): string {
  if (stride === maxLength) return "Stride and context are equal: every token is read once.";
  return stride < maxLength
    ? `The stride is shorter than the context: windows share ${plural(maxLength - stride, "token")}.`
    : `The stride is longer than the context: ${plural(stride - maxLength, "token")} between two windows are never read.`;
}

function idsOf(cells: readonly Cell[]): string {
  return cells.map(({ id }) => id).join(" ");
}

function textOf(cells: readonly Cell[]): string {
  return cells.map(({ label }) => onOneLine(label)).join("");
}
