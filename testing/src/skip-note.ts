/**
 * The end of a test's name where it is skipped, which `tools/count-tests.mjs` reads the reason from.
 * @param reason why it can't run here; undefined where it can
 * @example test.skipIf(noShell !== undefined)(`completes${skipNote(noShell)}`, run);
 */
export function skipNote(reason: string | undefined): string {
  return reason === undefined ? "" : ` [skipped: ${reason}]`;
}
