/** The table behind a chart: closed until somebody asks, because thousands of cells cost time. */
import { useState } from "preact/hooks";
import type { JSX } from "preact";

interface DataTableProps {
  readonly caption: string;
  readonly head: readonly string[];
  /** Each begins with the name of the row. */
  readonly rows: () => readonly (readonly (string | number)[])[];
}

export function DataTable({ caption, head, rows }: DataTableProps): JSX.Element {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>As a table: {caption}</summary>
      {isOpen && (
        <div class="scroll" tabIndex={0} role="region" aria-label={`Table: ${caption}`}>
          <table class="data">
            <thead>
              <tr>
                {head.map((name, i) => (
                  <th key={i} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows().map(([name, ...cells], i) => (
                <tr key={i}>
                  <th scope="row">
                    <bdi>{name}</bdi>
                  </th>
                  {cells.map((cell, j) => (
                    <td key={j}>
                      <bdi>{cell}</bdi>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
