/** The README's picture of a terminal, made by the real program: `pnpm vitest run terminal-picture -u` makes it anew. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { noTerminal } from "./pseudo-terminal.ts";
import { terminalPicture } from "./terminal-picture.ts";

const TEXT = "Hay is raked into windrows: foin, сено, 干し草.";

test.skipIf(noTerminal)(
  `docs/terminal.svg is what the program prints now${noTerminal ? ` (${noTerminal})` : ""}`,
  async () => {
    const picture = await terminalPicture(
      [
        ["tokenize", "--text", TEXT],
        ["tokenize", "--text", TEXT, "--encoding", "o200k_base"],
        ["compare", "--text", TEXT],
      ],
      80,
    );
    await expect(picture).toMatchFileSnapshot("../docs/terminal.svg");
    expect(readFileSync(new URL("../README.md", import.meta.url), "utf8")).toContain("(docs/terminal.svg)");
  },
);
