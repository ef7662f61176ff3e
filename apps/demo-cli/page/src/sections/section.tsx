/** A step of the way: its number, its title, and what it is about. */
import type { ComponentChildren, JSX } from "preact";

interface SectionProps {
  readonly step: number;
  readonly title: string;
  readonly children: ComponentChildren;
}

export function Section({ step, title, children }: SectionProps): JSX.Element {
  const id = `step-${step}`;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>
        <span class="step">{step}</span> {title}
      </h2>
      {children}
    </section>
  );
}
