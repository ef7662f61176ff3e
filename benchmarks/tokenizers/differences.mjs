/**
 * Are the candidates' ids those of the reference, and if not, how many differ and where?
 *
 * The reference is Python tiktoken where it ran, else the golden digest of a corpus, else ours.
 * Ours has to equal it; a peer that does not is still timed, and marked.
 */
import { createHash } from "node:crypto";
import { rankTable, reference as golden } from "./vocabularies/rank-tables.mjs";

/** Sets `ids` of each outcome: `"equal"`, or how it differs. */
export async function compareIds(encoding, outcomes, ids, corpus) {
  const ours = outcomes.findIndex(({ kind }) => kind === "ours");
  const python = outcomes.findIndex(({ kind }) => kind === "python");
  const digest = corpus === undefined ? undefined : golden.results[encoding].corpora[corpus]?.sha256_i32le;
  if (digest !== undefined && ids[ours] !== undefined && sha256(ids[ours]) !== digest)
    throw new Error(`${encoding}, ${corpus}: our ids do not have the golden digest.`);
  const expected = ids[python] ?? ids[ours];
  // Nothing to compare with where one candidate ran alone.
  if (expected === undefined || ids.filter((list) => list !== undefined).length < 2) return;
  for (const [i, outcome] of outcomes.entries()) {
    if (ids[i] === undefined) continue;
    outcome.ids = ids[i] === expected ? "reference" : await describe(encoding, expected, ids[i]);
    if (i === ours && !["equal", "reference"].includes(outcome.ids))
      throw new Error(`${encoding}, ${corpus ?? ""}: our ids differ from tiktoken's: ${outcome.ids}`);
  }
}

function sha256(ids) {
  return createHash("sha256").update(new Uint8Array(ids.buffer)).digest("hex");
}

async function describe(encoding, expected, found) {
  if (Buffer.compare(new Uint8Array(expected.buffer), new Uint8Array(found.buffer)) === 0) return "equal";
  const { tokens } = await rankTable(encoding);
  const { differing, first } = differences(expected, found);
  const atByte = expected.subarray(0, first).reduce((sum, id) => sum + tokens[id].length, 0);
  return `${differing} of ${expected.length} differ, first id ${first} at byte ${atByte}`;
}

/** So many equal ids in a row mean that both lists are at the same place of the text again. */
const AGREEMENT = 4;
/** How far to look for that. */
const MAX_DISTANCE = 2000;

/** How many of the expected ids are not found in their place, and the first of them. */
function differences(expected, found) {
  let [i, j, differing, first] = [0, 0, 0, -1];
  while (i < expected.length || j < found.length) {
    if (i < expected.length && expected[i] === found[j]) {
      i++;
      j++;
      continue;
    }
    if (first === -1) first = i;
    const [skippedHere, skippedThere] = nextAgreement(expected, i, found, j);
    // An id too many is a difference as well.
    differing += Math.max(skippedHere, 1);
    i += skippedHere;
    j += skippedThere;
  }
  return { differing, first };
}

/** The fewest ids to skip in both lists until they agree; all of them where they don't any more. */
function nextAgreement(expected, i, found, j) {
  const agree = (here, there) => {
    for (let k = 0; k < AGREEMENT; k++) {
      if (expected[i + here + k] !== found[j + there + k]) return false;
    }
    return true;
  };
  for (let both = 1; both <= MAX_DISTANCE; both++) {
    for (let here = 0; here <= both; here++) {
      // Beyond both ends they agree too: undefined is undefined.
      if (i + here <= expected.length && j + both - here <= found.length && agree(here, both - here))
        return [here, both - here];
    }
  }
  return [expected.length - i, found.length - j];
}
