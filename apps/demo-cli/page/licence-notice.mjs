/** The licences of the packages whose code is part of the page: their terms ask that they go with every copy. */
import { readdirSync, readFileSync } from "node:fs";

/**
 * @param {readonly string[]} moduleIds paths of the modules in the bundle
 * @returns {string} an HTML comment: who holds the copyright, and the terms, each once
 */
export function licenceNotice(moduleIds) {
  const folders = new Set(
    moduleIds.flatMap((id) => id.match(/^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/)?.[0] ?? []),
  );
  const holdersOf = new Map();
  for (const folder of [...folders].toSorted()) {
    const { name } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e(?:\.\w+)?$/i.test(entry));
    if (file === undefined) throw new Error(`${name} is part of the page, but has no file with its licence.`);
    const lines = readFileSync(`${folder}/${file}`, "utf8").trim().split(/\r?\n/);
    const isCopyright = (line) => line.startsWith("Copyright ");
    const terms = lines
      .filter((line) => !isCopyright(line))
      .join(" ")
      .replaceAll(/\s+/g, " ")
      .trim();
    const holders = holdersOf.get(terms) ?? [];
    holdersOf.set(terms, [...holders, `${name}: ${lines.filter(isCopyright).join(", ")}`]);
  }
  const parts = [...holdersOf].map(([terms, holders]) => `${holders.join("\n")}\n${terms}`);
  const notice = ["This page contains code of these packages.", ...parts].join("\n\n");
  if (notice.includes("--")) throw new Error("A licence has --, which can't be in a comment of HTML.");
  return `<!--\n${notice}\n-->\n`;
}
