/**
 * The public API of every published package as text, one report for each entry: packages/NAME/api/ENTRY.api.md.
 * A change of the API is a change of these files, so that it is seen before it is released.
 *
 * Reads dist's types with API Extractor, a release tool: run it by `pnpm api`, which builds first and writes
 * the reports, or with --check, which writes nothing and ends with 1 where one is not as the types are.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Extractor, ExtractorConfig } from "@microsoft/api-extractor";
import { roomsOf } from "../rooms.mjs";
import { entriesOf } from "./entries.mjs";

const root = join(import.meta.dirname, "../..");
const isCheck = process.argv.includes("--check");
const scratch = mkdtempSync(join(tmpdir(), "windrow-api-"));

const silent = { default: { logLevel: "none" } };
/** Errors of the compiler alone; docstrings are the linter's and the reader's matter. */
const messages = {
  compilerMessageReporting: { default: { logLevel: "error" } },
  extractorMessageReporting: silent,
  tsdocMessageReporting: silent,
};
const compilerOptions = {
  module: "nodenext",
  moduleResolution: "nodenext",
  target: "es2022",
  lib: ["es2023", "esnext.disposable", "webworker"],
  strict: true,
  skipLibCheck: true,
  types: [],
};

/** Whether the report of one entry was as the types are. */
function isUpToDate(folder, name, types) {
  const reportFolder = join(folder, "api");
  mkdirSync(reportFolder, { recursive: true });
  const config = ExtractorConfig.prepare({
    configObjectFullPath: join(folder, "api-extractor.json"),
    packageJsonFullPath: join(folder, "package.json"),
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: join(folder, types),
      newlineKind: "lf",
      compiler: { overrideTsconfig: { compilerOptions, files: [types] } },
      apiReport: { enabled: true, reportFileName: `${name}.api.md`, reportFolder, reportTempFolder: scratch },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages,
    },
  });
  const isQuiet = (message) => (message.logLevel === "error" ? undefined : (message.logLevel = "none"));
  const result = Extractor.invoke(config, { localBuild: !isCheck, messageCallback: isQuiet });
  if (result.errorCount > 0) throw new Error(`API Extractor could not read ${join(folder, types)}`);
  return !result.apiReportChanged;
}

const stale = [];
const known = new Set();
for (const room of roomsOf(root)) {
  const folder = join(root, room);
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (manifest.private) continue;
  for (const { entry, types } of entriesOf(manifest)) {
    const name = entry === "." ? "index" : entry.slice(2).replaceAll("/", "-");
    if (!existsSync(join(folder, types))) throw new Error(`${room} has no ${types}: build it first (pnpm build)`);
    if (!isUpToDate(folder, name, types)) stale.push(`${room}/api/${name}.api.md`);
    known.add(`${room}/api/${name}.api.md`);
  }
  for (const file of readdirSync(join(folder, "api"))) {
    if (known.has(`${room}/api/${file}`)) continue;
    stale.push(`${room}/api/${file}`);
    if (!isCheck) rmSync(join(folder, "api", file));
  }
}
rmSync(scratch, { recursive: true });
for (const report of stale) console.log(isCheck ? `${report} is not as the types are` : report);
if (isCheck && stale.length > 0) {
  console.log("Is the change meant? Then write the reports with: pnpm api");
  process.exitCode = 1;
}
