/** The forms for issues are what GitHub takes, and ask for every package that is published. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { roomsOf } from "../../tools/rooms.mjs";

const root = join(import.meta.dirname, "../..");
const folder = join(root, ".github/ISSUE_TEMPLATE");

interface Field {
  readonly type: string;
  readonly id?: string;
  readonly attributes: { readonly label?: string; readonly value?: string; readonly options?: readonly string[] };
}
interface Form {
  readonly name?: string;
  readonly description?: string;
  readonly body: readonly Field[];
}

const forms = readdirSync(folder)
  .filter((file) => file !== "config.yml")
  .map((file) => ({ file, form: parse(readFileSync(join(folder, file), "utf8")) as Form }));

const published = roomsOf(root)
  .map(
    (room) => JSON.parse(readFileSync(join(root, room, "package.json"), "utf8")) as { name: string; private?: boolean },
  )
  .filter((manifest) => manifest.private !== true)
  .map(({ name }) => name);

test("there are three forms", () => {
  expect(forms.map(({ file }) => file)).toEqual(["1-wrong-ids.yml", "2-bug.yml", "3-feature.yml"]);
});

describe.each(forms)("$file", ({ form }) => {
  test("has a name, a description, and fields with labels and ids of their own", () => {
    expect([form.name, form.description].every((text) => text !== undefined && text !== "")).toBe(true);
    const asked = form.body.filter(({ type }) => type !== "markdown");
    expect(asked.every(({ type }) => ["input", "textarea", "dropdown"].includes(type))).toBe(true);
    expect(asked.every(({ attributes }) => attributes.label !== undefined)).toBe(true);
    expect(new Set(asked.map(({ id }) => id)).size).toBe(asked.length);
    expect(new Set(asked.map(({ attributes }) => attributes.label)).size).toBe(asked.length);
  });

  test("lists every published package, where it asks for one", () => {
    for (const { attributes } of form.body.filter(({ id }) => id === "package"))
      expect([...attributes.options!].toSorted()).toEqual([...published, "not sure"].toSorted());
  });
});
