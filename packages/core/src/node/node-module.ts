/**
 * Node's own modules, asked for when they are needed and not imported, so that a package which runs anywhere can
 * import this folder.
 */

interface NodeModules {
  "node:fs": typeof import("node:fs");
  "node:fs/promises": typeof import("node:fs/promises");
  "node:path": typeof import("node:path");
}

/** @throws TypeError where there is no Node: ask for it before */
export function nodeModule<Id extends keyof NodeModules>(id: Id): NodeModules[Id] {
  return process.getBuiltinModule(id) as NodeModules[Id];
}
