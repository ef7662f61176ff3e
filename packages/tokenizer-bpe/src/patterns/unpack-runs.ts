/** Runs of code points as tools/pack-finer-classes.mjs packs them. */
import { codePointSet, type CodePointSet } from "./code-point-set.ts";

export function unpackRuns(packed: string): CodePointSet {
  let end = 0;
  return codePointSet(
    packed.split(" ").map((run): [number, number] => {
      const [gap, length] = run.split(",");
      const first = end + Number.parseInt(gap!, 32);
      end = first + Number.parseInt(length ?? "1", 32);
      return [first, end - 1];
    }),
  );
}
