/**
 * Builds the private package @windrow/core into the one that is built: copies its modules to dist/core
 * and lets every import of it lead there. It runs after tsc, in the folder of the package.
 */
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const ENTRIES = { "@windrow/core": "dist/core/index.js", "@windrow/core/node": "dist/core/node/index.js" };

let usesNode = false;
let isUsed = false;
for (const name of readdirSync("dist", { recursive: true })) {
  if (!/\.(?:js|d\.ts)$/.test(name)) continue;
  const file = join("dist", name);
  const code = readFileSync(file, "utf8");
  const built = code.replace(/(["'])(@windrow\/core(?:\/node)?)\1/g, (_, quote, entry) => {
    isUsed = true;
    usesNode ||= entry.endsWith("/node");
    const path = relative(dirname(file), ENTRIES[entry]).replaceAll("\\", "/");
    return quote + (path.startsWith(".") ? path : `./${path}`) + quote;
  });
  if (built !== code) writeFileSync(file, built);
}
if (!isUsed) throw new Error("nothing in dist imports @windrow/core: leave this step out of the build");
const source = new URL("../packages/core/dist/", import.meta.url);
cpSync(source, "dist/core", {
  recursive: true,
  filter: (from) => usesNode || !from.replaceAll("\\", "/").includes("/core/dist/node"),
});
