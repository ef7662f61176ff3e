/** Options of a kind of input that a job does not have: they would be silently ignored. */
import { wording, type Wording } from "@windrow/core";
import { PrepareError } from "../errors.ts";
import type { JobRequest } from "../job/check-job.ts";
import type { InputKind } from "../read/inspect-input.ts";

/** @throws PrepareError PREPARE_INVALID_OPTION */
export function refuseUnused({ given }: JobRequest, kinds: readonly InputKind[]): void {
  const hasText = kinds.some(({ type }) => type === "text");
  const hasFields = kinds.some(({ type }) => type !== "text");
  if (given.includes("field") && !hasFields)
    throw unused(
      "field",
      wording`is set, but every input is text, which has no fields: leave it out, or set ${{ option: "inputType" }}.`,
    );
  if (given.includes("separator") && !hasText)
    throw unused("separator", ["is set, but no input is text: JSON lines and Parquet need none, so leave it out."]);
}

function unused(option: string, what: Wording): PrepareError {
  return new PrepareError("PREPARE_INVALID_OPTION", wording`${{ option }} ${what}`, { option });
}
