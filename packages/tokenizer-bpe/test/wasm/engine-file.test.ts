/**
 * What is in engine.wasm and lists.wasm: they were built from the sources beside them (CI builds them again and compares
 * the bytes), and can reach nothing but their own memory.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ASSEMBLY, MODULES, sourcesDigest } from "../../../../tools/engine/sources-digest.mjs";

const read = (path: string): Buffer => readFileSync(join(ASSEMBLY, path));

test("they were built from the sources as they are, with the compiler that tools/engine has (pnpm engine builds them again)", () => {
  const description = JSON.parse(read("engine.json").toString()) as Record<string, string>;
  const tools = JSON.parse(read("../../../tools/engine/package.json").toString()) as {
    devDependencies: Record<string, string>;
  };
  expect(description).toEqual({ assemblyscript: tools.devDependencies["assemblyscript"], sources: sourcesDigest() });
});

describe.each(Object.values(MODULES))("%s", (name) => {
  const module = new WebAssembly.Module(new Uint8Array(read(name)));

  test("it imports nothing", () => {
    expect(WebAssembly.Module.imports(module)).toEqual([]);
  });

  test("it has no names, no source map, and no text of its compiler's library", () => {
    for (const section of ["name", "sourceMappingURL", "producers"])
      expect(WebAssembly.Module.customSections(module, section)).toEqual([]);
    // Data, which AssemblyScript's library would have messages in, is section 11; see the specification of WebAssembly.
    expect(sectionsOf(read(name))).toEqual([1, 3, 5, 6, 7, 8, 10]);
  });
});

/** The numbers of the sections, in their order. */
function sectionsOf(bytes: Uint8Array): number[] {
  const sections: number[] = [];
  for (let at = 8; at < bytes.length;) {
    sections.push(bytes[at++]!);
    let length = 0;
    for (let shift = 0, byte = 0x80; byte >= 0x80; shift += 7) {
      byte = bytes[at++]!;
      length |= (byte & 0x7f) << shift;
    }
    at += length;
  }
  return sections;
}
