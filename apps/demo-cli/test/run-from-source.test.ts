/** Tests run the packages from their source, and what is published does not name it. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { WindrowError } from "@windrow/core";
import { trainBpe } from "@windrow/tokenizer-bpe/train";
import { WindrowError as WindrowErrorOfSource } from "../../../packages/core/src/index.ts";
import { trainBpe as trainBpeOfSource } from "../../../packages/tokenizer-bpe/src/train/index.ts";
import { roomsOf } from "../../../tools/rooms.mjs";
import { hooks } from "../../../.pnpmfile.mjs";

const root = fileURLToPath(new URL("../../..", import.meta.url));

type Entries = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
interface Manifest {
  readonly exports: Entries;
  readonly imports?: Entries;
}

const rooms = roomsOf(root).filter((room) => room.startsWith("packages/"));
const manifestOf = (room: string): Manifest =>
  JSON.parse(readFileSync(join(root, room, "package.json"), "utf8")) as Manifest;

test("an import by name gets the module in src", () => {
  expect(WindrowError).toBe(WindrowErrorOfSource);
  expect(trainBpe).toBe(trainBpeOfSource);
});

/** Patterns, other names of what a stand-in has already, and data lead to what the build has written. */
const isOfBuild = (entry: string, target: unknown): boolean =>
  entry.includes("*") || entry === "./cjs" || typeof target === "string" || entry.includes(".wasm");

test.each(rooms)("each entry of %s names its source first, so that it counts before the others", (room) => {
  for (const [entry, conditions] of Object.entries(manifestOf(room).exports)) {
    if (isOfBuild(entry, conditions)) continue;
    expect(Object.keys(conditions)[0], entry).toBe("source");
    expect(existsSync(join(root, room, conditions.source as string)), entry).toBe(true);
  }
});

test.each(rooms)("what is packed of %s names no source, and everything else", (room) => {
  const { exports, imports } = hooks.beforePacking(manifestOf(room));
  const packed: Entries = { ...exports, ...imports };
  for (const [entry, conditions] of Object.entries({ ...manifestOf(room).exports, ...manifestOf(room).imports })) {
    const { source: _, ...others } = conditions;
    expect(packed[entry]).toEqual(typeof conditions === "string" ? conditions : others);
  }
});
