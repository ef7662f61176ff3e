/** Every link of a page in this repository that leads to a file of it, or to a heading, leads somewhere. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const pages = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => file !== "" && !file.includes("/api/") && existsSync(join(root, file)));

/** A page without its blocks of code, which have brackets of their own. */
function textOf(file: string): string {
  return readFileSync(join(root, file), "utf8").replaceAll(/^```[^]*?^```/gm, "");
}

/** Targets of links and pictures: `[text](target)`. */
function linksOf(file: string): string[] {
  return [...textOf(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
}

/** The anchors that GitHub makes of headings. */
function anchorsOf(file: string): string[] {
  return [...textOf(file).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/** Why a link leads nowhere; undefined where it leads somewhere, or out of the repository. */
function broken(from: string, target: string): string | undefined {
  if (/^[a-z]+:/.test(target)) return undefined;
  const [path, anchor] = target.split("#") as [string, string | undefined];
  const file = path === "" ? from : join(dirname(from), path);
  if (!existsSync(join(root, file))) return `${target}: there is no ${file}`;
  const isPage = file.endsWith(".md");
  const page = isPage ? file : join(file, "README.md");
  if (anchor === undefined || !existsSync(join(root, page)) || anchorsOf(page).includes(anchor)) return undefined;
  return `${target}: ${page} has no heading ${anchor}`;
}

describe("links", () => {
  test.each(pages)("of %s", (file) => {
    expect(linksOf(file).flatMap((target) => broken(file, target) ?? [])).toEqual([]);
  });

  test("there are some, and one that is wrong is found", () => {
    expect(pages.flatMap(linksOf).length).toBeGreaterThan(20);
    expect(broken("README.md", "packages/nowhere")).toContain("there is no packages/nowhere");
    expect(broken("README.md", "#nowhere")).toContain("no heading nowhere");
  });
});
