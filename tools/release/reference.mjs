/**
 * The API reference of every published package, from the docstrings: docs/reference/index.html.
 *
 * Reads dist's types with TypeDoc, a release tool: run it by `pnpm reference`, which builds first. With --check
 * nothing is written. Ends with 1 where a docstring names what is not there, or a type of the API is not exported.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Application, ReflectionKind } from "typedoc";
import { roomsOf } from "../rooms.mjs";
import { entriesOf } from "./entries.mjs";

const root = join(import.meta.dirname, "../..");
const isCheck = process.argv.includes("--check");

/** Names as they are imported, `@windrow/tokenizer-bpe/train`, by their files of types. */
const entries = new Map();
const names = [];
for (const room of roomsOf(root).map((one) => join(root, one))) {
  const manifest = JSON.parse(readFileSync(join(room, "package.json"), "utf8"));
  if (manifest.private) continue;
  const { name } = manifest;
  names.push(name);
  for (const { entry, types } of entriesOf(manifest)) {
    const file = join(room, types);
    if (!existsSync(file)) throw new Error(`${name} has no ${types}: build it first (pnpm build)`);
    entries.set(file, entry === "." ? name : `${name}${entry.slice(1)}`);
  }
}

const app = await Application.bootstrap({
  name: "windrow",
  entryPoints: [...entries.keys()],
  tsconfig: join(import.meta.dirname, "tsconfig.reference.json"),
  basePath: root,
  readme: join(root, "README.md"),
  out: join(root, "docs/reference"),
  // Their sources are TypeScript, and these are the built types.
  disableSources: true,
  // Types of dependencies, bullmq's for example, are not ours to check.
  skipErrorChecking: true,
  githubPages: false,
  excludePrivate: true,
  excludeExternals: true,
  validation: { notExported: true, invalidLink: true, invalidPath: false, rewrittenLink: true, notDocumented: true },
  packagesRequiringDocumentation: names,
  requiredToBeDocumented: ["Class", "Function", "Interface", "TypeAlias", "Variable"],
  logLevel: "Warn",
});
const project = await app.convert();
if (project === undefined) throw new Error("TypeDoc could not read the types");
for (const one of project.getReflectionsByKind(ReflectionKind.Module)) {
  const file = one.sources?.[0]?.fullFileName ?? project.getSymbolIdFromReflection(one)?.fileName;
  one.name = entries.get(file) ?? one.name;
}
app.validate(project);
if (!isCheck) await app.generateOutputs(project);
if (app.logger.hasErrors() || app.logger.hasWarnings()) process.exitCode = 1;
else
  console.log(
    isCheck ? `${entries.size} entries are documented` : `docs/reference/index.html, ${entries.size} entries`,
  );
