/**
 * A case is one table: the same work done by each candidate.
 *
 * `{ label, unit, bytes, candidates, notRun, goals, remarks }`, where a candidate is
 * `{ candidate, kind: "ours" | "twin" | "npm" | "python" | "other", median, min, max, rounds, ids }` or
 * `{ candidate, kind, failed }`, all figures in the case's unit, and less is better. `bytes` is
 * there where the figure is a time to work through them.
 */

const twoDigits = (value) => Number(value.toPrecision(value >= 100 ? 4 : 3));

/**
 * Goals as "their figure is at least so many times ours".
 * @param wanted the multiple of ours that the best of a kind (`npm`, `python`, `twin`), or the candidate of a
 *   name, has to have. The best npm peer and Python are compared without a goal as well.
 */
export function ratioGoals({ candidates }, wanted) {
  const ours = candidates.find(({ kind }) => kind === "ours");
  const goals = [];
  for (const [who, least] of Object.entries({ npm: undefined, python: undefined, ...wanted })) {
    const all = candidates.filter(({ kind, candidate }) => kind === who || candidate === who);
    const best = all.filter(isRanked).toSorted((a, b) => a.median - b.median)[0];
    const goal = least === undefined ? "none" : `>= ${least}`;
    const against = KINDS[who] ?? who;
    if (best === undefined) {
      // A peer that fails is outdone by finishing.
      if (all.some(({ failed }) => failed !== undefined) && least !== undefined)
        goals.push({ against: `${against}, which fails`, goal, reached: ours.failed === undefined });
      continue;
    }
    const ratio = ours.failed === undefined ? best.median / ours.median : 0;
    const ofMinima = ours.failed === undefined ? best.min / ours.min : 0;
    const reached = least === undefined ? undefined : ratio >= least;
    goals.push({ against: who === "npm" ? `${against} (${best.candidate})` : against, ratio, ofMinima, goal, reached });
  }
  return goals;
}

const KINDS = { npm: "best npm peer", python: "Python tiktoken", twin: "our TypeScript engine" };

/** What `ids` says of a candidate that is right; a section that compares no ids says nothing. */
const RIGHT = new Set([undefined, "equal", "reference", "text equal"]);

/** Only a candidate that came to an end with the right result is compared. */
export function isRanked({ failed, ids }) {
  return failed === undefined && RIGHT.has(ids);
}

/** A goal that ours keeps below a figure of the case's unit. */
export function limitGoal({ candidates }, limit, unit) {
  const { median } = candidates.find(({ kind }) => kind === "ours");
  return { against: "a limit", figure: median, unit, goal: `< ${limit} ${unit}`, reached: median < limit };
}

export function printCase({ label, unit, bytes, candidates, notRun = [], goals = [], remarks = [] }) {
  const ours = candidates.find(({ kind }) => kind === "ours");
  const size = bytes === undefined ? "" : `, ${(bytes / 1e6).toFixed(2)} MB`;
  console.log(`\n${label}${size}`);
  console.table(candidates.map((one) => row(one, { unit, bytes, ours })));
  for (const goal of goals) console.log(`${goalText(goal)}`);
  for (const remark of remarks) console.log(remark);
  if (notRun.length > 0) console.log(`not run: ${notRun.join("; ")}`);
}

function row({ candidate, kind, median, min, max, rounds, ids, failed }, { unit, bytes, ours }) {
  if (failed !== undefined) return { candidate, [`median ${unit}`]: failed };
  return {
    candidate,
    [`median ${unit}`]: twoDigits(median),
    "min to max": min === max ? "" : `${twoDigits(min)} to ${twoDigits(max)}`,
    ...(bytes === undefined ? {} : { "MB/s": unit === "ms" ? twoDigits(bytes / 1e3 / median) : "" }),
    rounds,
    ...(ours?.median > 0 && kind !== "other" ? { "times ours": twoDigits(median / ours.median) } : {}),
    ...(ids === undefined ? {} : { ids }),
  };
}

function goalText({ against, ratio, ofMinima, figure, unit, goal, reached }) {
  const value =
    ratio === undefined
      ? figure === undefined
        ? ""
        : ` = ${twoDigits(figure)} ${unit}`
      : ` = ${twoDigits(ratio)}${ofMinima === undefined ? "" : ` (of the minima ${twoDigits(ofMinima)})`}`;
  return `ours against ${against}${value}; goal ${goal}${verdict(reached)}`;
}

const verdict = (reached) => (reached === undefined ? "" : reached ? ": reached" : ": NOT reached");

const rounded = (value) => (value === undefined ? "" : twoDigits(value));

/** One row for each goal of a section, for the table at the end. */
export function goalRows(section, cases) {
  return cases.flatMap(({ label, goals = [] }) =>
    goals.map(({ against, ratio, ofMinima, figure, goal, reached }) => ({
      section,
      case: label,
      against,
      figure: rounded(ratio ?? figure),
      "of the minima": rounded(ofMinima),
      goal,
      reached: reached === undefined ? "" : reached ? "yes" : "NO",
    })),
  );
}
