/** Puts the tables of a pattern into an instance of the engine. */
import { PATTERNS } from "../split/patterns.ts";
import type { ScanTable } from "../split/scan-table.ts";
import type { EngineExports } from "./engine-exports.ts";

/** @throws RangeError where there is no memory for them */
export function loadTable(exports: EngineExports, { classes, asciiBits, steps, sections }: ScanTable): void {
  const states = steps.length / 32;
  const place = exports.makeTable(states, asciiBits);
  if (place === 0) throw new RangeError("the engine has no more memory");
  const { buffer } = exports.memory;
  new Uint8Array(buffer, exports.classes.value).set(classes());
  new Uint16Array(buffer, place).set(steps);
  new Uint8Array(buffer, exports.tableSections()).set(sections);
  exports.indexTable(states);
  exports.setPattern(PATTERNS.length);
}
