/** A matrix as colours: one canvas pixel for each number, drawn larger. The table behind it has the numbers. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { JSX } from "preact";
import type { Rows } from "../../../src/commands/report/report-data.ts";
import { DataTable } from "./data-table.tsx";
import { decimal } from "./format.ts";
import { useHeatColour } from "./heat-colours.ts";

interface HeatmapProps {
  readonly title: string;
  readonly rows: Rows;
  /** A name for each row. */
  readonly names: readonly string[];
  /** Rows that are marked beside the chart. */
  readonly marked?: readonly number[];
  /** Whether the names stand beside the rows; they do in the table in any case. */
  readonly showsNames?: boolean;
}

export function Heatmap({ title, rows, names, marked = [], showsNames = false }: HeatmapProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [pointed, setPointed] = useState<readonly [row: number, column: number]>();
  const colour = useHeatColour();
  const columns = rows[0]!.length;

  useEffect(() => {
    const context = canvas.current!.getContext("2d")!;
    const image = context.createImageData(columns, rows.length);
    for (const [r, row] of rows.entries()) {
      for (const [c, value] of row.entries()) image.data.set([...colour(value), 255], 4 * (r * columns + c));
    }
    context.putImageData(image, 0, 0);
  }, [rows, columns, colour]);

  const point = ({ offsetX, offsetY, currentTarget }: PointerEvent): void => {
    const { clientWidth, clientHeight } = currentTarget as HTMLCanvasElement;
    const row = Math.floor((offsetY / clientHeight) * rows.length);
    const column = Math.floor((offsetX / clientWidth) * columns);
    setPointed(rows[row]?.[column] === undefined ? undefined : [row, column]);
  };
  const [row, column] = pointed ?? [];
  return (
    <figure class="heatmap">
      <figcaption>{title}</figcaption>
      <div class={showsNames ? "named" : ""}>
        {showsNames && (
          <ol aria-hidden="true">
            {names.map((name, i) => (
              <li key={i} class={marked.includes(i) ? "marked" : ""}>
                <bdi>{name}</bdi>
              </li>
            ))}
          </ol>
        )}
        <canvas
          ref={canvas}
          width={columns}
          height={rows.length}
          role="img"
          aria-label={`${title}: ${rows.length} rows of ${columns} numbers as colours. The table below has them.`}
          style={{ height: `${rows.length * (showsNames ? 1.5 : 0.25)}rem` }}
          onPointerMove={point}
          onPointerLeave={() => setPointed(undefined)}
        />
      </div>
      <p class="readout">
        {row === undefined ? (
          "\u00a0"
        ) : (
          <>
            <bdi>{names[row]}</bdi>, column {column}: {decimal(rows[row]![column!]!, 4)}
          </>
        )}
      </p>
      <DataTable
        caption={title}
        head={["row", ...rows[0]!.map((_, i) => String(i))]}
        rows={() => rows.map((values, i) => [names[i]!, ...values.map((value) => decimal(value, 4))])}
      />
    </figure>
  );
}

/** What the colours mean. */
export function HeatLegend(): JSX.Element {
  return (
    <p class="legend">
      <span>{"\u22123 or less"}</span>
      <span class="ramp" />
      <span>3 or more</span>
    </p>
  );
}
