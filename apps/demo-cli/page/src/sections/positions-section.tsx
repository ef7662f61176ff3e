/** Two ways to write a position: a table that is learned, and waves that are fixed. */
import type { JSX } from "preact";
import type { EmbeddingFigures } from "../../../src/commands/report/report-data.ts";
import { Heatmap } from "../parts/heatmap.tsx";
import { Section } from "./section.tsx";

export function PositionsSection({ figures }: { readonly figures: EmbeddingFigures }): JSX.Element {
  const names = figures.learned.map((_, i) => `position ${i}`);
  return (
    <Section step={7} title="Two kinds of positions">
      <p>
        GPT-2 learns its position rows, so before training they are noise. The first transformer used sine waves
        instead, each pair of columns slower than the one before: every position has a pattern of its own from the
        start, and neighbours look alike. Positions run downwards from 0 to {figures.learned.length - 1}.
      </p>
      <div class="heatmaps two">
        <Heatmap title="Learned, before any training" rows={figures.learned} names={names} />
        <Heatmap title="Sinusoidal, fixed" rows={figures.sinusoidal} names={names} />
      </div>
    </Section>
  );
}
