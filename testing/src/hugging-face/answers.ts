/** What Hugging Face's own library makes of small files, as fixtures/hugging-face/record.py has recorded. */
import { readFileSync } from "node:fs";
import type { Json } from "./outcome.ts";

export interface Answered {
  readonly name: string;
  /** The tokenizer.json. */
  readonly json: string;
  readonly isRefused: boolean;
  /** For each text its ids, and their text with special tokens kept. */
  readonly answers: readonly { readonly text: string; readonly ids: number[]; readonly decoded: string }[];
}

interface Recorded {
  readonly texts: readonly string[];
  readonly base: Json;
  readonly cases: readonly {
    readonly name: string;
    readonly set: readonly [path: readonly (string | number)[], value: unknown][];
    readonly drop: readonly (readonly (string | number)[])[];
    readonly answers?: readonly [ids: number[], decoded: string | true][];
  }[];
}

export function huggingFaceAnswers(): Answered[] {
  const file = new URL("../../fixtures/hugging-face/answers.json", import.meta.url);
  const { texts, base, cases } = JSON.parse(readFileSync(file, "utf8")) as Recorded;
  return cases.map(({ name, set, drop, answers }) => {
    const json = structuredClone(base);
    for (const [path, value] of set) parentOf(json, path)[path.at(-1)!] = value;
    for (const path of drop) delete parentOf(json, path)[path.at(-1)!];
    return {
      name,
      json: JSON.stringify(json),
      isRefused: answers === undefined,
      answers: (answers ?? []).map(([ids, decoded], i) => ({
        text: texts[i]!,
        ids,
        decoded: decoded === true ? texts[i]! : decoded,
      })),
    };
  });
}

function parentOf(json: Json, path: readonly (string | number)[]): Record<string | number, unknown> {
  return path.slice(0, -1).reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], json) as Record<
    string | number,
    unknown
  >;
}
