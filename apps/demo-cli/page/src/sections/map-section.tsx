/** Token rows as points on a plane, and why they say nothing yet. */
import type { JSX } from "preact";
import { scaleLinear } from "d3-scale";
import type { EmbeddingFigures } from "../../../src/commands/report/report-data.ts";
import { DataTable } from "../parts/data-table.tsx";
import { count, decimal, onOneLine, plural, spoken } from "../parts/format.ts";
import { useRoving } from "../parts/roving.ts";
import { Section } from "./section.tsx";

const WIDTH = 640;
const HEIGHT = 400;
const MARGIN = 28;
/** More names would lie on each other. */
const NAMED_POINTS = 24;

const MAX_NAME_LENGTH = 12;
/** From here on a name stands before its point: the widest characters, twelve of them, would run out of the drawing. */
const LAST_ROOM = WIDTH - 12 * MAX_NAME_LENGTH - MARGIN;

interface MapProps {
  readonly figures: EmbeddingFigures;
  readonly seed: string;
}

export function MapSection({ figures, seed }: MapProps): JSX.Element {
  const { ref, ...handlers } = useRoving();
  const { points, explained } = figures.map;
  const reach = Math.max(1e-6, ...points.flatMap(({ x, y }) => [Math.abs(x), Math.abs(y)])) * 1.05;
  const across = scaleLinear()
    .domain([-reach, reach])
    .range([MARGIN, WIDTH - MARGIN]);
  const down = scaleLinear()
    .domain([-reach, reach])
    .range([HEIGHT - MARGIN, MARGIN]);
  const percent = (share: number): string => `${decimal(100 * share, 1)}%`;
  return (
    <Section step={8} title="A map of tokens, which means nothing yet">
      <p>
        The rows of the {plural(points.length, "most frequent token")}, projected from {figures.embeddingDim} numbers to
        the two directions in which they differ most (principal components). The weights are random, seed {seed}:{" "}
        <strong>who is near whom is chance</strong>, and the two directions show only {percent(explained[0])} and{" "}
        {percent(explained[1])} of the spread. Training would move words with similar uses together.
      </p>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} class="map" role="group" aria-label="Map of tokens">
        <line x1={across(0)} x2={across(0)} y1={MARGIN / 2} y2={HEIGHT - MARGIN / 2} class="axis" />
        <line y1={down(0)} y2={down(0)} x1={MARGIN / 2} x2={WIDTH - MARGIN / 2} class="axis" />
        <g ref={ref as never} {...handlers} role="listbox" tabindex={-1} aria-label="Tokens on the map">
          {points.map(({ id, label, count: times, x, y }, i) => (
            <g
              key={id}
              role="option"
              aria-selected="false"
              aria-label={`${spoken(label)}, ${decimal(x, 2)}, ${decimal(y, 2)}`}
              data-tip={`${onOneLine(label)}\nid ${id}\n${plural(times, "time")} in the text\nx ${decimal(x, 2)}, y ${decimal(y, 2)}`}
            >
              <circle cx={across(x)} cy={down(y)} r={5} />
              {i < NAMED_POINTS && <PointName x={across(x)} y={down(y)} name={onOneLine(label, MAX_NAME_LENGTH)} />}
            </g>
          ))}
        </g>
      </svg>
      <DataTable
        caption="the map"
        head={["token", "id", "times in the text", "x", "y"]}
        rows={() =>
          points.map(({ id, label, count: times, x, y }) => [
            onOneLine(label),
            id,
            count(times),
            decimal(x, 3),
            decimal(y, 3),
          ])
        }
      />
    </Section>
  );
}

function PointName({ x, y, name }: { readonly x: number; readonly y: number; readonly name: string }): JSX.Element {
  const isBefore = x > LAST_ROOM;
  return (
    <text x={isBefore ? x - 8 : x + 8} y={y + 4} text-anchor={isBefore ? "end" : "start"} direction="ltr">
      {name}
    </text>
  );
}
