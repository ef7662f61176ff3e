/**
 * The README's picture of the terminal: runs the built program, reads what it printed with a terminal
 * emulator, and draws the cells as SVG. node tools/draw-terminal.mjs [FILE], by default docs/terminal.svg
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import xterm from "@xterm/headless";

const COLUMNS = 76;
const [CELL_WIDTH, CELL_HEIGHT, MARGIN] = [8.4, 18, 16];
const [PAPER, INK, FAINT] = ["#1b1d23", "#e6e6e6", "#a6adb8"];

const COMMANDS = [
  ["tokenize", "--text", "Rake it up when it's fit, she said. A naïve 日本語"],
  ["compare", "texts/the-long-field.txt"],
];

const folder = fileURLToPath(new URL("..", import.meta.url));
const { COLUMNS: _columns, NO_COLOR: _none, ...environment } = process.env;

/** What a person sees who types the command. */
function sessionOf(args) {
  const output = execFileSync(process.execPath, ["dist/main.js", ...args, "--color"], {
    cwd: folder,
    encoding: "utf8",
    env: { ...environment, COLUMNS: String(COLUMNS) },
  });
  const typed = args.map((word) => (/^[\w./-]+$/.test(word) ? word : `"${word}"`)).join(" ");
  return `\u001b[1m$ windrow ${typed}\u001b[0m\n${output}\n`;
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** One of the 256 colours' cube; the program uses no other. */
function colourOf(index) {
  if (index < 16 || index > 231) throw new Error(`colour ${index} is not in the cube`);
  const level = (value) => (value === 0 ? 0 : 55 + 40 * value);
  const cube = index - 16;
  return `rgb(${level(Math.floor(cube / 36))},${level(Math.floor(cube / 6) % 6)},${level(cube % 6)})`;
}

/** A line's cells that look the same, joined. */
function runsOf(line) {
  const runs = [];
  for (let x = 0; x < COLUMNS; x++) {
    const cell = line.getCell(x);
    const back = cell.isBgDefault() ? undefined : colourOf(cell.getBgColor());
    const ink = cell.isFgDefault() ? (cell.isDim() ? FAINT : INK) : colourOf(cell.getFgColor());
    const look = `${back} ${ink} ${cell.isBold()}`;
    const last = runs.at(-1);
    if (cell.getWidth() === 0) last.cells++;
    // A wide character is a run of its own: fonts do not agree on its width.
    else if (last?.look === look && cell.getWidth() === 1 && !last.isWide) {
      last.text += cell.getChars() || " ";
      last.cells++;
    } else
      runs.push({
        look,
        back,
        ink,
        isBold: Boolean(cell.isBold()),
        isWide: cell.getWidth() > 1,
        x,
        cells: 1,
        text: cell.getChars() || " ",
      });
  }
  return runs;
}

/** A run's background, and its words, each at its own column: spaces in SVG are not kept everywhere. */
function drawRun({ back, ink, isBold, x, cells, text }, y) {
  const column = (at) => (MARGIN + at * CELL_WIDTH).toFixed(1);
  const top = MARGIN + y * CELL_HEIGHT;
  const width = (cells * CELL_WIDTH).toFixed(1);
  const rect = back
    ? `<rect x="${column(x)}" y="${top}" width="${width}" height="${CELL_HEIGHT}" fill="${back}"/>`
    : "";
  const bold = isBold ? ' font-weight="bold"' : "";
  const words = [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => {
    const wordWidth = ((word.length === text.length ? cells : word.length) * CELL_WIDTH).toFixed(1);
    return `<text x="${column(x + index)}" y="${top + 13}" textLength="${wordWidth}" lengthAdjust="spacingAndGlyphs" fill="${ink}"${bold}>${escaped(word)}</text>`;
  });
  return rect + words.join("");
}

const terminal = new xterm.Terminal({ cols: COLUMNS, rows: 100, allowProposedApi: true, convertEol: true });
const session = COMMANDS.map(sessionOf).join("").trimEnd();
await new Promise((resolve) => terminal.write(session, resolve));
const { active } = terminal.buffer;
const lines = Array.from({ length: active.baseY + active.cursorY + 1 }, (_, y) => active.getLine(y));
const [width, height] = [COLUMNS * CELL_WIDTH + 2 * MARGIN, lines.length * CELL_HEIGHT + 2 * MARGIN];
const drawn = lines.map((line, y) =>
  runsOf(line)
    .map((run) => drawRun(run, y))
    .join(""),
);
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14">
<title>windrow tokenize and windrow compare in a terminal</title>
<rect width="100%" height="100%" rx="8" fill="${PAPER}"/>
${drawn.filter((line) => line !== "").join("\n")}
</svg>
`;
writeFileSync(process.argv[2] ?? fileURLToPath(new URL("../docs/terminal.svg", import.meta.url)), svg);
