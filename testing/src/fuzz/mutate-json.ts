/** Damage to JSON that leaves it JSON most of the time: values, keys and numbers changed, things nested deep. */
import type { Draw } from "./draw.ts";
import { mutateText } from "./mutate-text.ts";

/** What stands where something else is expected. */
const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  255,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  1e308,
  -(2 ** 53),
  "",
  "0",
  "__proto__",
  "\ud800",
  "../../escaped",
  "x".repeat(5000),
  [],
  [[]],
  [null],
  {},
  { length: 2 ** 32 },
];
/** Keys that a plain object has already, or that change it. */
const KEYS: readonly string[] = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "length",
  "0",
  "",
];
/** Stands in the tree where text is put in that JSON.stringify could not make. */
const HERE = "\u0000here\u0000";
const MAX_NESTED = 4_000_000;

type Branch = Record<string, unknown> | unknown[];

/** A changed copy of a JSON text; one in eight is damaged as a text. */
export function mutateJson(json: string, draw: Draw): string {
  if (draw.chance(0.125)) return mutateText(json, draw);
  const root = { root: JSON.parse(json) as unknown };
  let nested = "";
  for (let edits = 1 + draw.below(3); edits > 0; edits--) {
    const [branch, key] = aPlace(root, draw);
    if (nested === "" && draw.chance(0.05)) {
      nested = nestedInItself((branch as Record<string, unknown>)[key], draw);
      put(branch, key, HERE);
    } else edit(branch, key, draw);
  }
  return (JSON.stringify(root.root) ?? "null").replace(JSON.stringify(HERE), () => nested);
}

/** A branch of the tree and a key of it, every level as likely as the next. */
function aPlace(root: Branch, draw: Draw): [Branch, string] {
  let branch = root;
  let key = "root";
  for (let depth = draw.below(6); depth > 0; depth--) {
    const next = (branch as Record<string, unknown>)[key];
    if (typeof next !== "object" || next === null || Object.keys(next).length === 0) break;
    branch = next as Branch;
    key = draw.of(Object.keys(next));
  }
  return [branch, key];
}

function edit(branch: Branch, key: string, draw: Draw): void {
  const value = (branch as Record<string, unknown>)[key];
  switch (draw.below(7)) {
    case 0:
      if (Array.isArray(branch)) branch.splice(Number(key), 1);
      else delete branch[key];
      break;
    case 1:
      if (Array.isArray(branch)) branch.splice(Number(key), 0, structuredClone(value));
      else put(branch, draw.of(Object.keys(branch)), structuredClone(value));
      break;
    case 2:
      put(branch, Array.isArray(branch) ? key : draw.of(KEYS), structuredClone(value));
      break;
    case 3:
      if (typeof value === "object" && value !== null && !Array.isArray(value))
        put(value as Branch, draw.of(KEYS), draw.chance(0.5) ? { polluted: true } : structuredClone(draw.of(VALUES)));
      else put(branch, key, structuredClone(draw.of(VALUES)));
      break;
    case 4:
    case 5:
      put(branch, key, near(value, draw));
      break;
    default:
      put(branch, key, structuredClone(draw.of(VALUES)));
  }
}

/** A value of the same kind, a little off. */
function near(value: unknown, draw: Draw): unknown {
  if (typeof value === "number")
    return draw.of([value + 1, value - 1, value * 2, -value, value + 0.5, draw.below(300)]);
  if (typeof value === "string") return mutateText(value, draw);
  if (typeof value === "boolean") return !value;
  return structuredClone(draw.of(VALUES));
}

/** Also a key such as `__proto__`, as a field of its own: assigning it would change the object's prototype. */
function put(branch: Branch, key: string, value: unknown): void {
  Object.defineProperty(branch, key, { value, enumerable: true, configurable: true, writable: true });
}

/** The text of a value within itself, tens of thousands of times: a reader that calls itself runs out of stack. */
function nestedInItself(value: unknown, draw: Draw): string {
  const json = JSON.stringify(value) ?? "null";
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0)
    return "[".repeat(50_000) + json + "]".repeat(50_000);
  const outer = structuredClone(value) as Record<string, unknown>;
  const key = draw.of(Object.keys(outer));
  put(outer, key, Array.isArray(outer[key]) ? [HERE] : HERE);
  const [before = "", after = ""] = JSON.stringify(outer).split(JSON.stringify(HERE));
  const times = Math.min(30_000, Math.floor(MAX_NESTED / (before.length + after.length)));
  return before.repeat(times) + json + after.repeat(times);
}
