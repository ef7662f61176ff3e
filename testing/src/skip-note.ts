/**
 * The end of a test's name where it is skipped, which the end of a run and CI read the reason from (tools/tests/skipped.mjs).
 * @param reason why it can't run here; undefined where it can
 * @example test.skipIf(noShell !== undefined)(`completes${skipNote(noShell)}`, run);
 */
export function skipNote(reason: string | undefined): string {
  return reason === undefined ? "" : ` [skipped: ${reason}]`;
}
