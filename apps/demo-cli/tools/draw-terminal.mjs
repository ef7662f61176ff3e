/**
 * The READMEs' pictures of the terminal, docs/NAME.svg: runs the built program and draws what it printed.
 *
 * Usage: pnpm build && node apps/demo-cli/tools/draw-terminal.mjs [FOLDER], by default docs
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { drawCells } from "./draw-cells.mjs";

const PICTURES = [
  {
    name: "terminal",
    title: "windrow tokenize and windrow compare in a terminal",
    columns: 80,
    commands: [
      ["tokenize", "--text", "Rake it up when it's fit, she said. A naïve 日本語"],
      ["compare", "texts/the-long-field.txt"],
    ],
  },
  { name: "demo", title: "windrow demo in a terminal", columns: 100, commands: [["demo"]] },
];

const app = fileURLToPath(new URL("..", import.meta.url));
const { NO_COLOR: _none, WINDROW_ENCODING: _encoding, ...environment } = process.env;

/** What a person sees who types the command. */
function sessionOf(args, columns) {
  const output = execFileSync(process.execPath, ["dist/main.js", ...args, "--color"], {
    cwd: app,
    encoding: "utf8",
    env: { ...environment, COLUMNS: String(columns) },
  });
  const typed = args.map((word) => (/^[\w./-]+$/.test(word) ? word : `"${word}"`)).join(" ");
  return `\u001b[1m$ windrow ${typed}\u001b[0m\n${output}\n`;
}

const folder = process.argv[2] ?? join(app, "docs");
for (const { name, title, columns, commands } of PICTURES) {
  const session = commands.map((args) => sessionOf(args, columns)).join("");
  writeFileSync(join(folder, `${name}.svg`), await drawCells(session.trimEnd(), columns, title));
}
