/** The entries of a package, read from the "exports" of its package.json. */

/**
 * @returns {{ entry: string, types: string, file: string | undefined, required: string | undefined }[]} `"./train"`, the
 *   declarations and the file of its ES module, and its CommonJS; no file where there are only types
 */
export function entriesOf({ exports }) {
  const entries = Object.entries(exports).map(([entry, target]) => {
    const { types, default: file } = target.import ?? target;
    return { entry, types, file, required: target.require?.default };
  });
  // What one package of the house has for another is not public API; data has no types of dist. Patterns, and folders that
  // a stand-in has as its original has them, are other names of the same.
  const isOther = (entry) => /^\.\/(?:internal(?:\/|$)|cjs$)|\*/.test(entry);
  return entries.filter(({ entry, types }) => types?.startsWith("./dist/") && !isOther(entry));
}
