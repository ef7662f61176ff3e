/** The stages of a packed tokenizer whose model the engine does. */
import { sourceOfPacked } from "@windrow/tokenizer-bpe/internal";
import { Fields } from "../fields/fields.ts";
import type { StepReaders } from "../read/common-steps.ts";
import { type OpenedModel, readStages, type StagesBefore } from "../read/read-stages.ts";
import { isSplitTable } from "../scan/split-table.ts";
import { engineParts } from "../stages/engine-parts.ts";
import type { Stages } from "../stages/stages.ts";
import { type OpenedPack, parsed } from "./open-packed.ts";
import { PackedBpe } from "./packed-bpe.ts";

/** @returns undefined where a part is missing */
export function engineStages({ packed, file, known, engine }: OpenedPack, steps: StepReaders): Stages | undefined {
  const { name, fingerprint, vocabulary } = packed;
  const source = vocabulary && sourceOfPacked(vocabulary);
  if (source === undefined) return undefined;
  const fields = Fields.of(file, "", known);
  // That these are the ids which the lists give was checked when it was packed.
  const ids = new Map(
    (fields.has("added_tokens") ? fields.objects("added_tokens") : []).map((token) => [
      token.text("content"),
      token.value("id") as number,
    ]),
  );
  const open = ({ split }: StagesBefore): OpenedModel => {
    const parts = engineParts(source, split, engine);
    return {
      model: new PackedBpe(source, parts.engine),
      known: { size: 0, idOf: (token) => ids.get(token) },
      engineModel: parts,
      fingerprint: () => fingerprint,
    };
  };
  const table = packed.table === undefined ? undefined : parsed(packed.table, name);
  if (table !== undefined && !isSplitTable(table)) return undefined;
  return readStages(fields, name, engine, steps, open, table);
}
