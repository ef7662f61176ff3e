export { run } from "./cli.ts";
export type { Terminal } from "./terminal.ts";
export type { ReportJson } from "./commands/report.ts";
export type { DemoJson, UnknownWordJson } from "./demo/road-json.ts";
