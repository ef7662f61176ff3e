/** In place of embeddings, positions and map, where the page was made without onnxruntime. */
import type { JSX } from "preact";
import { Section } from "./section.tsx";

export function NoEmbeddingsSection(): JSX.Element {
  return (
    <Section step={6} title="Ids become embeddings">
      <p>
        This page was made without onnxruntime-node, so it has no embeddings. Install it next to windrow, for example
        with <code>npm install onnxruntime-node</code>, and make the page again.
      </p>
    </Section>
  );
}
