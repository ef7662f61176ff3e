/**
 * A JSON Schema as harmony writes it in TypeScript, which differs from what older models get: comments at every depth,
 * titles, examples, defaults, nullable, oneOf. Source: the library of github.com/openai/harmony, v0.0.8 (November 2025),
 * src/encoding.rs; its behaviour is followed to the letter, also where TypeScript would not take the outcome.
 */
import { invalidTool } from "../tools/tool-definitions.ts";

type Schema = Readonly<Record<string, unknown>>;

/** Schemas may hold themselves. */
const MAX_DEPTH = 64;

/**
 * @param path where the schema stands, for errors
 * @throws BpeError BPE_INVALID_TOOL beyond 64 levels
 */
export function schemaType(schema: unknown, path: string, indent = "", depth = 0): string {
  if (depth > MAX_DEPTH) throw invalidTool(path, schema, `a schema of at most ${MAX_DEPTH} levels`);
  const { oneOf, type, items } = schemaOf(schema);
  if (Array.isArray(oneOf))
    return oneOf
      .map((one: unknown) => {
        const comments = [textIn(one, "description"), defaultOf(one, false)];
        return `\n${indent} | ${nullableType(one, path, `${indent}   `, depth)}${commentOf(comments)}`;
      })
      .join("");
  if (Array.isArray(type)) {
    const types = type.filter((one) => typeof one === "string").map((one) => (one === "integer" ? "number" : one));
    if (types.length > 0) return types.join(" | ");
  }
  switch (type) {
    case "object":
      return objectType(schemaOf(schema), path, indent, depth);
    case "string":
      return enumOf(schema) ?? "string";
    case "number":
    case "integer":
      return "number";
    case "boolean":
      return "boolean";
    case "array":
      return items === undefined ? "Array<any>" : `${schemaType(items, path, indent, depth + 1)}[]`;
    default:
      return "any";
  }
}

function objectType(schema: Schema, path: string, indent: string, depth: number): string {
  const { required } = schema;
  const needed = Array.isArray(required) ? required : [];
  const description = textIn(schema, "description");
  const lines = Object.entries(schemaOf(schema["properties"])).map(([name, property]) =>
    propertyLines(needed.includes(name) ? name : `${name}?`, property, `${path}.${name}`, indent, depth),
  );
  return `${description === undefined ? "" : `${indent}// ${description}\n`}{\n${lines.join("")}${indent}}`;
}

/** @param name with a question mark where the property is not required */
function propertyLines(name: string, property: unknown, path: string, indent: string, depth: number): string {
  const { oneOf, examples } = schemaOf(property);
  const title = textIn(property, "title");
  const description = textIn(property, "description");
  const variants = Array.isArray(oneOf) ? (oneOf as unknown[]) : undefined;
  // Said once, where it is the first variant's as well.
  const isAbove = variants === undefined || textIn(variants[0], "description") !== description;
  const comments: string[] = [];
  if (title !== undefined) comments.push(title, "");
  if (description !== undefined && oneOf === undefined) comments.push(description);
  if (Array.isArray(examples) && examples.length > 0)
    comments.push("Examples:", ...examples.filter((one) => typeof one === "string").map((one) => `- "${one}"`));
  if (variants !== undefined && description !== undefined && isAbove) comments.push(description);
  const above = defaultOf(property, true);
  if (variants !== undefined && above !== undefined) comments.push(above);
  const head = comments.map((line) => `${indent}//${line === "" ? "" : ` ${line}`}\n`).join("");
  if (variants === undefined) {
    const after = oneOf === undefined ? commentOf([above]) : "";
    return `${head}${indent}${name}: ${nullableType(property, path, `${indent}    `, depth)},${after}\n`;
  }
  const lines = variants.map((one, i) => {
    const own = textIn(one, "description");
    const isSaid = own === description || (i === 0 && description !== undefined && isAbove);
    const after = commentOf([isSaid ? undefined : own, defaultOf(one, true)]);
    return `${indent} | ${nullableType(one, path, `${indent}   `, depth)}${after}\n`;
  });
  return `${head}${indent}${name}:\n${lines.join("")}${indent},\n`;
}

function nullableType(schema: unknown, path: string, indent: string, depth: number): string {
  const type = schemaType(schema, path, indent, depth + 1);
  return schemaOf(schema)["nullable"] === true && !type.includes("null") ? `${type} | null` : type;
}

/** @param isBare whether the default of an enum stands without quotes: everywhere but in a bare oneOf */
function defaultOf(schema: unknown, isBare: boolean): string | undefined {
  const { default: value } = schemaOf(schema);
  if (value === undefined) return undefined;
  const { enum: values } = schemaOf(schema);
  const isEnum = Array.isArray(values) && values.length > 0;
  if (typeof value !== "string") return `default: ${JSON.stringify(value)}`;
  return isEnum && isBare ? `default: ${value}` : `default: ${isEnum ? JSON.stringify(value) : `"${value}"`}`;
}

function enumOf(schema: unknown): string | undefined {
  const { enum: values } = schemaOf(schema);
  const texts = Array.isArray(values) ? values.filter((one) => typeof one === "string") : [];
  return texts.length === 0 ? undefined : texts.map((one) => `"${one}"`).join(" | ");
}

function commentOf(comments: readonly (string | undefined)[]): string {
  const given = comments.filter((one) => one !== undefined);
  return given.length === 0 ? "" : ` // ${given.join(" ")}`;
}

function textIn(schema: unknown, word: string): string | undefined {
  const value = schemaOf(schema)[word];
  return typeof value === "string" ? value : undefined;
}

/** What is not an object has no words. */
function schemaOf(value: unknown): Schema {
  return typeof value === "object" && value !== null ? (value as Schema) : {};
}
