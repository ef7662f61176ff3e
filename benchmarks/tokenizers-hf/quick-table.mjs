/** What a quick run has found, as one table. */
import { MODELS } from "./models.mjs";

export function quickTable(found) {
  const models = Object.entries(found).filter(([, cases]) => cases.length > 0);
  const rows = models.flatMap(([model, [load, ...texts]]) =>
    load.candidates.map(({ candidate, failed, median }, i) => ({
      model: MODELS[model].label,
      candidate,
      "load, ms": failed ?? Math.round(median),
      ...Object.fromEntries(texts.map(({ label, candidates }) => [`${label}, MB/s`, speedOf(candidates[i])])),
    })),
  );
  console.table(rows);
}

function speedOf({ failed, median, ids }) {
  if (failed !== undefined) return "";
  const speed = Number((1000 / median).toPrecision(3));
  return ids === "differ" ? `${speed}, other ids` : speed;
}
