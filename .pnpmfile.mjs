/** What pnpm asks of this workspace. */

/**
 * A package's manifest as it is published: without the condition `source`, which leads to TypeScript that only
 * the workspace has (tools/tests/run-from-source.mjs runs the tests from it).
 */
function beforePacking(manifest) {
  for (const entry of Object.values({ ...manifest.exports, ...manifest.imports })) delete entry.source;
  return manifest;
}

export const hooks = { beforePacking };
