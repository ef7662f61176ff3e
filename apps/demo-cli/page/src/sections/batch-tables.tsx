/** One batch as two tables of B rows and T columns. */
import type { JSX } from "preact";
import { count, onOneLine, plural } from "../parts/format.ts";
import type { Cell, SamplesAnswer } from "../worker/messages.ts";

interface BatchProps {
  readonly samples: SamplesAnswer;
  readonly onBatch: (index: number) => void;
}

export function BatchTables({ samples, onBatch }: BatchProps): JSX.Element {
  const { batch, batches } = samples;
  if (batches === 0) return <p class="notice">No window, no batch: the text is too short for one of this context.</p>;
  return (
    <>
      <div class="controls">
        <button type="button" disabled={batch.index === 0} onClick={() => onBatch(batch.index - 1)}>
          Previous batch
        </button>
        <span role="status">
          batch {count(batch.index + 1)} of {count(batches)}
        </span>
        <button type="button" disabled={batch.index + 1 >= batches} onClick={() => onBatch(batch.index + 1)}>
          Next batch
        </button>
      </div>
      <div class="panels">
        <BatchTable name="input ids" rows={batch.input} />
        <BatchTable name="target ids" rows={batch.target} />
      </div>
    </>
  );
}

function BatchTable({ name, rows }: { readonly name: string; readonly rows: readonly Cell[][] }): JSX.Element {
  const columns = rows[0]!.length;
  const caption = `${name} [${rows.length}, ${columns}]`;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={caption}>
      <table class="batch">
        <caption>
          {caption}: {plural(rows.length, "row")} shown
        </caption>
        <thead>
          <tr>
            <td />
            {rows[0]!.map((_, column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              <th scope="row">{i}</th>
              {row.map(({ id, label }, column) => (
                <td key={column}>
                  {id}
                  <bdi>{onOneLine(label)}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
