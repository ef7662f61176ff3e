/**
 * A terminal's cells as SVG: what a program printed is read by a terminal emulator, and each cell is drawn
 * with the colours that it has there.
 */
import xterm from "@xterm/headless";

const [CELL_WIDTH, CELL_HEIGHT, MARGIN] = [8.4, 18, 16];
const [PAPER, INK, FAINT] = ["#1b1d23", "#e6e6e6", "#a6adb8"];

/** The terminal's own colours that the program uses, as a dark theme has them: 5:1 and more on the paper. */
const OWN_COLOURS = { 1: "#ff8b80", 2: "#7ee787", 3: "#f0c35e", 5: "#d8adff", 6: "#76e3ea" };

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** @param session what the terminal gets @param title of the picture */
export async function drawCells(session, columns, title) {
  const terminal = new xterm.Terminal({ cols: columns, rows: 200, allowProposedApi: true, convertEol: true });
  await new Promise((resolve) => terminal.write(session, resolve));
  const { active } = terminal.buffer;
  const lines = Array.from({ length: active.baseY + active.cursorY + 1 }, (_, y) => active.getLine(y));
  const [width, height] = [columns * CELL_WIDTH + 2 * MARGIN, lines.length * CELL_HEIGHT + 2 * MARGIN];
  const drawn = lines.map((line, y) =>
    runsOf(line, columns)
      .map((run) => drawRun(run, y))
      .join(""),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14">
<title>${escaped(title)}</title>
<rect width="100%" height="100%" rx="8" fill="${PAPER}"/>
${drawn.filter((line) => line !== "").join("\n")}
</svg>
`;
}

function colourOf(index) {
  if (OWN_COLOURS[index] !== undefined) return OWN_COLOURS[index];
  if (index < 16 || index > 231) throw new Error(`colour ${index} has no equal in the picture`);
  const level = (value) => (value === 0 ? 0 : 55 + 40 * value);
  const cube = index - 16;
  return `rgb(${level(Math.floor(cube / 36))},${level(Math.floor(cube / 6) % 6)},${level(cube % 6)})`;
}

/** A line's cells that look the same, joined. */
function runsOf(line, columns) {
  const runs = [];
  for (let x = 0; x < columns; x++) {
    const cell = line.getCell(x);
    const back = cell.isBgDefault() ? undefined : colourOf(cell.getBgColor());
    const ink = cell.isFgDefault() ? (cell.isDim() ? FAINT : INK) : colourOf(cell.getFgColor());
    const [isBold, isUnderlined] = [Boolean(cell.isBold()), Boolean(cell.isUnderline())];
    const look = `${back} ${ink} ${isBold} ${isUnderlined}`;
    const last = runs.at(-1);
    if (cell.getWidth() === 0) last.cells++;
    // A wide character is a run of its own: fonts do not agree on its width.
    else if (last?.look === look && cell.getWidth() === 1 && !last.isWide) {
      last.text += cell.getChars() || " ";
      last.cells++;
    } else {
      const [isWide, text] = [cell.getWidth() > 1, cell.getChars() || " "];
      runs.push({ look, back, ink, isBold, isUnderlined, isWide, x, cells: 1, text });
    }
  }
  return runs;
}

/** A run's background, its underline, and its words, each at its own column: spaces in SVG are not kept everywhere. */
function drawRun({ back, ink, isBold, isUnderlined, x, cells, text }, y) {
  const column = (at) => (MARGIN + at * CELL_WIDTH).toFixed(1);
  const top = MARGIN + y * CELL_HEIGHT;
  const width = (cells * CELL_WIDTH).toFixed(1);
  const box = (at, height, fill) =>
    `<rect x="${column(x)}" y="${at}" width="${width}" height="${height}" fill="${fill}"/>`;
  const paper = back ? box(top, CELL_HEIGHT, back) : "";
  const underline = isUnderlined ? box(top + 15, 1.5, ink) : "";
  const bold = isBold ? ' font-weight="bold"' : "";
  const words = [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => {
    const wordWidth = ((word.length === text.length ? cells : word.length) * CELL_WIDTH).toFixed(1);
    return `<text x="${column(x + index)}" y="${top + 13}" textLength="${wordWidth}" lengthAdjust="spacingAndGlyphs" fill="${ink}"${bold}>${escaped(word)}</text>`;
  });
  return paper + underline + words.join("");
}
