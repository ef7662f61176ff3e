/** The merges of an encoding as they were learned. */
import type { JSX } from "preact";
import type { LearnedMerges } from "../../../src/commands/report/report-data.ts";
import { DataTable } from "../parts/data-table.tsx";
import { count } from "../parts/format.ts";

export function MergesTable({ merges }: { readonly merges: LearnedMerges }): JSX.Element {
  const { encoding, total, shown } = merges;
  const which = shown.length < total ? `the first ${count(shown.length)} of ${count(total)}` : `all ${count(total)}`;
  return (
    <>
      <p>
        Each merge of <bdi>{encoding}</bdi> joins two tokens that were there before it. The first ones join letters that
        often stand together; later ones produce whole words:
      </p>
      <DataTable
        caption={`${encoding}, the merges in the order learned, ${which}`}
        head={["merge", "left", "right", "token", "id", "times in the file"]}
        rows={() =>
          shown.map(({ id, left, right, token, count: times }, i) => [
            i + 1,
            ...[left, right, token].map(visible),
            id,
            count(times),
          ])
        }
      />
    </>
  );
}

/** Spaces as dots: most tokens begin with one. */
function visible(label: string): string {
  return label.replaceAll(" ", "\u00b7");
}
