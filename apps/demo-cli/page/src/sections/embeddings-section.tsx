/** Ids become rows of numbers; the same token is the same row wherever it stands, until positions are added. */
import type { JSX } from "preact";
import type { EmbeddingFigures } from "../../../src/commands/report/report-data.ts";
import { count, numbers, onOneLine } from "../parts/format.ts";
import { Heatmap, HeatLegend } from "../parts/heatmap.tsx";
import { Section } from "./section.tsx";

const SHOWN_NUMBERS = 6;

interface EmbeddingsProps {
  readonly figures: EmbeddingFigures;
  readonly seed: string;
}

export function EmbeddingsSection({ figures, seed }: EmbeddingsProps): JSX.Element {
  const { tokens, same, embeddingDim, columns, vocabSize, encoding } = figures;
  const [first, second] = same;
  const names = tokens.map(({ label }) => onOneLine(label));
  const marked = tokens.flatMap(({ id }, i) => (id === tokens[first]!.id ? [i] : []));
  const name = names[first]!;
  return (
    <Section step={6} title="Ids become embeddings">
      <p>
        A table has a row of {embeddingDim} numbers for each of the {count(vocabSize)} tokens of {encoding}: the id is
        the number of the row. The rows are random at first (seed {seed}, drawn as PyTorch draws them) and learned
        later. A second table has a row for each position, because a model sees all tokens at once and would not know
        their order. What it reads is the sum.
      </p>
      <p>
        {figures.isOfText
          ? "These tokens are from the report’s text"
          : `In the report’s text no token recurs within ${figures.reach} tokens, so these are from the notebook’s example, “abcabcabc”`}
        ; the numbers were computed by the ONNX graph of @windrow/embeddings when the report was made, and stay the same
        when you edit the text above
        {columns < embeddingDim ? `; the first ${columns} of ${embeddingDim} columns are shown` : ""}.{" "}
        <bdi>“{name}”</bdi>, marked with a diamond, stands at {marked.length} places: the same row before positions are
        added, different rows after.
      </p>
      <HeatLegend />
      <div class="heatmaps">
        <Heatmap title="Token embeddings" rows={figures.token} names={names} marked={marked} showsNames />
        <Heatmap
          title="Position embeddings"
          rows={figures.position}
          names={names.map((_, i) => `position ${i}`)}
          showsNames
        />
        <Heatmap title="Their sum: what a model reads" rows={figures.sum} names={names} marked={marked} showsNames />
      </div>
      <div class="scroll" tabIndex={0} role="region" aria-label="One token at two places">
        <table class="data">
          <caption>
            One token at two places: <bdi>“{name}”</bdi>, id {tokens[first]!.id}
          </caption>
          <thead>
            <tr>
              <th scope="col">row</th>
              <th scope="col">at position {first}</th>
              <th scope="col">at position {second}</th>
              <th scope="col">they are</th>
            </tr>
          </thead>
          <tbody>
            <Compared title="token" rows={figures.token} same={same} />
            <Compared title="+ position" rows={figures.position} same={same} />
            <Compared title="= sum" rows={figures.sum} same={same} />
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function Compared(props: {
  readonly title: string;
  readonly rows: EmbeddingFigures["token"];
  readonly same: readonly [number, number];
}): JSX.Element {
  const [one, other] = props.same.map((at) => props.rows[at]!) as [readonly number[], readonly number[]];
  const isEqual = one.every((value, i) => value === other[i]);
  return (
    <tr>
      <th scope="row">{props.title}</th>
      <td>{numbers(one, SHOWN_NUMBERS)}</td>
      <td>{numbers(other, SHOWN_NUMBERS)}</td>
      <td>{isEqual ? "equal" : "different"}</td>
    </tr>
  );
}
