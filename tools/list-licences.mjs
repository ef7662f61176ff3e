/**
 * Writes THIRD_PARTY_LICENSES.md: every package that comes with a published one, with its version, licence and size.
 * Usage: node tools/list-licences.mjs [--check]. With --check nothing is written: it is an error where the file
 * is not up to date. A licence that is not permissive is an error in either case.
 *
 * Followed are `dependencies`, and optional peers with what they bring. Not followed are optional dependencies,
 * which are another for each platform: they come from the same projects.
 */
import { existsSync, readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { roomsOf } from "./rooms.mjs";

const root = join(import.meta.dirname, "..");
const FILE = join(root, "THIRD_PARTY_LICENSES.md");
const PERMISSIVE = new Set([
  "MIT",
  "MIT-0",
  "ISC",
  "0BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "BlueOak-1.0.0",
]);
/** Are in the files that are published, though they are not dependencies; `all` with what they depend on. */
const BUNDLED = {
  // Only the rank tables of the first; Unicode's tables of categories and case folds of the second.
  "@windrow/tokenizer-bpe": [
    { name: "js-tiktoken", all: false },
    { name: "regenerate-unicode-properties", all: false },
  ],
  windrow: [
    { name: "preact", all: true },
    { name: "d3-scale", all: true },
  ],
};

const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));

/** The folder of a package as the one in `from` finds it. */
function folderOf(name, from) {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = join(folder, "node_modules", name);
    if (existsSync(join(found, "package.json"))) return realpathSync(found);
    if (folder === dirname(folder)) throw new Error(`${name} is not installed for ${from}; run pnpm install.`);
  }
}

/** Size of its files, without those of packages within it. */
function bytesOf(folder) {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === "node_modules") continue;
    const path = join(folder, entry.name);
    bytes += entry.isDirectory() ? bytesOf(path) : statSync(path).size;
  }
  return bytes;
}

function isPermissive(licence) {
  const parts = licence.replaceAll(/[()]/g, "").split(" OR ");
  return parts.some((part) => part.split(" AND ").every((one) => PERMISSIVE.has(one)));
}

/** Adds a package to `found`, and all that it depends on. @param how who it comes with */
function follow(name, from, how, found, all = true) {
  const folder = folderOf(name, from);
  const { version, license, dependencies = {} } = readJson(join(folder, "package.json"));
  const key = `${name}@${version}`;
  if (!found.has(key))
    found.set(key, { name, version, licence: String(license), bytes: bytesOf(folder), users: new Set() });
  const { users } = found.get(key);
  if (users.has(how)) return;
  users.add(how);
  if (all) for (const dependency of Object.keys(dependencies)) follow(dependency, folder, how, found);
}

function findAll() {
  const found = new Map();
  const rooms = roomsOf(root).map((room) => join(root, room));
  for (const room of rooms) {
    const { name, dependencies = {}, peerDependencies = {} } = readJson(join(room, "package.json"));
    const isOurs = (one) => one.startsWith("@windrow/");
    for (const one of Object.keys(dependencies)) if (!isOurs(one)) follow(one, room, name, found);
    for (const one of Object.keys(peerDependencies)) if (!isOurs(one)) follow(one, room, `${name} (optional)`, found);
    for (const one of BUNDLED[name] ?? []) follow(one.name, room, `${name} (bundled)`, found, one.all);
  }
  return [...found.values()].toSorted((a, b) =>
    a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1,
  );
}

function sizeOf(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function pageOf(entries) {
  const rows = entries.map(({ name, version, licence, bytes, users }) => {
    const cells = [`\`${name}\``, version, licence, sizeOf(bytes), [...users].toSorted().join(", ")];
    return `| ${cells.join(" | ")} |`;
  });
  return `# Third-party licences

windrow is [MIT](LICENSE). The packages below are dependencies of its published packages, are installed next to them by choice ("optional"), or are part of their files ("bundled"). All licences are permissive. Sizes are those of the unpacked packages.

| package | version | licence | size | comes with |
|---|---|---|---|---|
${rows.join("\n")}

\`packages/embeddings/src/onnx/onnx_pb.ts\` is generated from onnx.proto of the ONNX project (Apache-2.0). \`engine.wasm\` and \`lists.wasm\` of @windrow/tokenizer-bpe are compiled from that package's own sources by AssemblyScript (Apache-2.0) and contain nothing of its library. The tables of Unicode in @windrow/tokenizer-bpe and @windrow/tokenizer-hf are made from its data files, whose licence is Unicode-3.0. Parts of @windrow/random follow avx_mathfun.h (zlib licence) and PyTorch (BSD-3-Clause); its NOTICE has the copyright. The page of windrow has the licences of what is bundled in it as a comment at its end.

Optional dependencies are not listed, since they differ from platform to platform; they come from the same projects as the packages that depend on them. Versions are those of \`pnpm-lock.yaml\`; a user's package manager may choose newer ones within the ranges of the package.json files.

\`node tools/list-licences.mjs\` writes this page, and a test keeps it up to date.
`;
}

const entries = findAll();
const other = entries.filter(({ licence }) => !isPermissive(licence));
for (const { name, version, licence } of other)
  console.error(`${name} ${version} has the licence ${licence}, which is none of ${[...PERMISSIVE].join(", ")}.`);
const page = pageOf(entries);
if (!process.argv.includes("--check")) writeFileSync(FILE, page);
else if (!existsSync(FILE) || readFileSync(FILE, "utf8") !== page) {
  console.error("THIRD_PARTY_LICENSES.md is not up to date; run node tools/list-licences.mjs.");
  process.exitCode = 1;
}
if (other.length > 0) process.exitCode = 1;
