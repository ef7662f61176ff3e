/** What a bundler puts into a page: no vocabulary with `/lite`, one with one of `/ranks`. */
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { expect, test } from "vitest";

/** The bundle of a program, from the sources. */
async function bundled(code: string): Promise<string> {
  const input = "\0program";
  const bundle = await rolldown({
    input,
    platform: "browser",
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    resolve: { conditionNames: ["source", "browser", "import", "default"] },
    plugins: [
      {
        name: "program",
        resolveId: (id) => (id === input ? input : undefined),
        load: (id) => (id === input ? code : undefined),
      },
    ],
  });
  const { output } = await bundle.generate({ format: "es", minify: true });
  await bundle.close();
  return output.map((file) => (file.type === "chunk" ? file.code : "")).join("\n");
}

/** Vocabularies are the only strings of this length. */
const longTexts = (code: string): number[] => Array.from(code.matchAll(/"[^"]{100000,}"/g), ([text]) => text.length);

test("/lite has no vocabulary", async () => {
  const code = await bundled(`export * from "@windrow/js-tiktoken/lite";`);
  expect(longTexts(code)).toEqual([]);
  expect(code.length).toBeLessThan(220_000);
});

test("/lite with one of /ranks has that one, which is smaller than its text", async () => {
  const code = await bundled(`
    import { Tiktoken } from "@windrow/js-tiktoken/lite";
    import gpt2 from "@windrow/js-tiktoken/ranks/gpt2";
    export const ids = new Tiktoken(gpt2).encode("hay");`);
  expect(longTexts(code).length).toBe(1);
  expect(code.length).toBeLessThan(545_000);
});

test("the main entry has the four that the six encodings share", async () => {
  const code = await bundled(`export { getEncoding } from "@windrow/js-tiktoken";`);
  expect(longTexts(code).length).toBe(4);
});
