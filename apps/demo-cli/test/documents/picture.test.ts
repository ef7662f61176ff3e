/** The READMEs' pictures of the terminal are what the program prints now. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { scratchFolder } from "../helpers/scratch-folder.ts";

const scratch = scratchFolder();
const folder = fileURLToPath(new URL("../..", import.meta.url));

test("docs/*.svg: run tools/draw-terminal.mjs where this fails", () => {
  const drawn = scratch.path("pictures");
  mkdirSync(drawn);
  const { status, stderr } = spawnSync(process.execPath, [`${folder}tools/draw-terminal.mjs`, drawn], {
    encoding: "utf8",
  });
  expect([stderr, status]).toEqual(["", 0]);
  const pictures = readdirSync(drawn).toSorted();
  expect(pictures).toEqual(
    readdirSync(`${folder}docs`)
      .filter((name) => name.endsWith(".svg"))
      .toSorted(),
  );
  for (const name of pictures) {
    const picture = readFileSync(`${drawn}/${name}`, "utf8");
    expect(picture === readFileSync(`${folder}docs/${name}`, "utf8"), name).toBe(true);
    expect(picture.length).toBeLessThan(150_000);
  }
});
