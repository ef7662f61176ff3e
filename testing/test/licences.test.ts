/** THIRD_PARTY_LICENSES.md lists what is installed now, and nothing has a licence that is not permissive. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

test("THIRD_PARTY_LICENSES.md is up to date, and all licences are permissive", () => {
  const { status, stderr } = spawnSync(process.execPath, ["tools/list-licences.mjs", "--check"], {
    cwd: root,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(status).toBe(0);
});

test("it has every dependency of the published packages", () => {
  const page = readFileSync(join(root, "THIRD_PARTY_LICENSES.md"), "utf8");
  for (const room of ["packages/embeddings", "packages/prepare", "apps/demo-cli"]) {
    const text = readFileSync(join(root, room, "package.json"), "utf8");
    const { dependencies } = JSON.parse(text) as { dependencies: Record<string, string> };
    const foreign = Object.keys(dependencies).filter((name) => !name.startsWith("@windrow/"));
    expect(foreign.length).toBeGreaterThan(0);
    for (const name of foreign) expect(page).toContain(`\n| \`${name}\` | `);
  }
});

test("the page of windrow has the licences of what is bundled in it", () => {
  const page = readFileSync(join(root, "apps/demo-cli/dist/page/page.html"), "utf8");
  const notice = page.slice(page.lastIndexOf("<!--"));
  for (const name of ["d3-scale", "d3-array", "preact"]) expect(notice).toContain(`\n${name}: Copyright `);
  expect(notice).toContain("THE SOFTWARE IS PROVIDED");
});
