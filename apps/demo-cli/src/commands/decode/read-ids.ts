/** Token ids as people write them: separated by white space or commas, as a JSON array, or joined by + as tokenize shows them. */
import { quoted } from "@windrow/core";
import { CliError } from "../../errors/cli-error.ts";
import { shownName } from "../../read/read-errors.ts";

/** Ids, and where they were read. */
export interface WrittenIds {
  readonly ids: Int32Array;
  /** Where the id of an index stands, for a message: "line 2, column 5 of ids.txt", or "the 3rd id". */
  readonly placeOf: (index: number) => string;
}

/** What ids are made of, and stand between. */
const IDS = /^[\d\s,+[\]]+$/;
const WORD = /[^\s,+]+/g;
const MAX_ID = 2 ** 31 - 1;

/** Whether an argument can only be meant as ids, so that no file of that name is looked for. */
export function looksLikeIds(argument: string): boolean {
  return IDS.test(argument);
}

/**
 * @param path of the file that has the text, undefined where it was typed
 * @throws CliError naming the place of what is not an id
 */
export function readIds(text: string, path: string | undefined): WrittenIds {
  const list = withoutBrackets(text);
  const placeOf = (index: number): string => placeIn(list, index, path);
  const ids: number[] = [];
  for (const [word] of list.matchAll(WORD)) {
    const id = /^\d+$/.test(word) ? Number(word) : Infinity;
    if (id > MAX_ID) throw new CliError(`${quoted(word)} (${placeOf(ids.length)}) is not a token id. ${WAY}`);
    ids.push(id);
  }
  if (ids.length > 0) return { ids: Int32Array.from(ids), placeOf };
  throw new CliError(`${path === undefined ? "The list" : shownName(path)} has no token ids. ${WAY}`);
}

const WAY = "Ids are whole numbers of at least 0, separated by white space or commas.";

/** The brackets of an array as spaces: places stay what they are. */
function withoutBrackets(text: string): string {
  const [, before, inner, after] = /^(\s*)\[([^[\]]*)\](\s*)$/.exec(text) ?? [];
  return inner === undefined ? text : `${before} ${inner} ${after}`;
}

function placeIn(text: string, index: number, path: string | undefined): string {
  if (path === undefined) return `number ${index + 1} of the ids`;
  let at = 0;
  let left = index;
  for (const found of text.matchAll(WORD)) {
    at = found.index;
    if (left-- === 0) break;
  }
  const before = text.slice(0, at);
  const line = before.split("\n").length;
  return `line ${line}, column ${at - before.lastIndexOf("\n")} of ${shownName(path)}`;
}
