/** The files whose English is checked. */

const READ =
  /\.md$|^(?:packages\/(?:compat\/)?[\w-]+\/(?:src|test|tools|assembly)|apps\/[\w-]+\/(?:src|test|page|tools)|tools|benchmarks|testing|examples)\/.*\.(?:m?ts|tsx|mjs)$/;

const NOT_READ = [
  // Generated, recorded, or of another origin.
  /\/api\/[^/]*\.md$|CHANGELOG\.md$|\/(?:golden|fixtures)\/|^packages\/tokenizer-bpe\/src\/packed\/|onnx_pb\.ts$|^THIRD_PARTY_LICENSES\.md$/,
  // The phrases themselves.
  /^tools\/english\/|^testing\/test\/english\.test\.ts$/,
];

/** @param path relative to the workspace, with slashes */
export const isRead = (path) => READ.test(path) && !NOT_READ.some((pattern) => pattern.test(path));
