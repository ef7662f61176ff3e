/**
 * The text of functions as gpt-3.5-turbo, gpt-4 and gpt-4o get it: TypeScript's types in a namespace, from their JSON
 * Schemas. OpenAI does not publish it; hmarr found it in 2023 by measuring (github.com/hmarr/openai-chat-tokens, whose
 * tests have what the API counted), and it gives the four counts of the API that OpenAI's cookbook has for tools
 * (2024, c81359c) exactly. The cookbook's own way, num_tokens_for_tools, is a sum that gives these four as well, but
 * only 2 of hmarr's 20 counts with functions, and 1 of 18 of pamelafox's (measured-tools.ts); so it is not used.
 *
 * Descriptions are comments above functions and their parameters, not deeper. `required` says which have no "?".
 * What a schema says besides (minimum, default, pattern, ...) is not part of the text.
 */
import { describe, visibleText } from "@windrow/core";
import { BpeError } from "../../errors.ts";
import type { ChatFunction, ChatTool } from "./chat-tool.ts";
import { isTooLarge, MAX_TYPES } from "./schema-extent.ts";

type Schema = Readonly<Record<string, unknown>>;

/** Schemas may hold themselves. */
const MAX_DEPTH = 64;

/**
 * The functions that tools are.
 * @throws BpeError BPE_INVALID_TOOL for tools of other types and what has not the shape
 */
export function functionsOf(option: "tools" | "functions", given: unknown): ChatFunction[] {
  if (!Array.isArray(given)) throw invalidTool(option, given, "an array of tools");
  return given.map((one: unknown, i) => {
    const path = `${option}[${i}]`;
    const tool = objectOf(path, one);
    if (option === "functions") return functionOf(path, tool);
    const { type, function: nested } = tool as Partial<ChatTool>;
    if (type !== "function") throw invalidTool(`${path}.type`, type, '"function": other tools have no published count');
    return nested === undefined
      ? functionOf(path, tool)
      : functionOf(`${path}.function`, objectOf(`${path}.function`, nested));
  });
}

function functionOf(path: string, given: Schema): ChatFunction {
  const { name, description, parameters } = given;
  if (typeof name !== "string") throw invalidTool(`${path}.name`, name, "a string");
  if (typeof (description ?? "") !== "string") throw invalidTool(`${path}.description`, description, "a string");
  if (parameters !== undefined && parameters !== null) objectOf(`${path}.parameters`, parameters);
  if (isTooLarge(parameters))
    throw invalidTool(
      `${path}.parameters`,
      parameters,
      `a schema of at most ${MAX_TYPES} types, counted wherever they occur`,
    );
  return { name, description: description as string | undefined, parameters };
}

/** @throws BpeError BPE_INVALID_TOOL where a schema has not the shape of one */
export function functionNamespace(functions: readonly ChatFunction[]): string {
  const types = functions.flatMap(({ name, description, parameters }) => {
    const properties = propertiesOf((parameters ?? {}) as Schema, name);
    const body = properties.length === 0 ? "()" : `(_: {\n${linesOf(properties, 0, name, 0)}\n})`;
    return [...(description ? [`// ${description}`] : []), `type ${name} = ${body} => any;`, ""];
  });
  return ["namespace functions {", "", ...types, "} // namespace functions"].join("\n");
}

interface Property {
  readonly name: string;
  readonly schema: Schema;
  readonly isRequired: boolean;
}

function propertiesOf(schema: Schema, path: string): Property[] {
  const { properties, required } = schema;
  if (properties === undefined || properties === null) return [];
  const needed = Array.isArray(required) ? required : [];
  return Object.entries(objectOf(`${path}.properties`, properties)).map(([name, property]) => ({
    name,
    schema: objectOf(`${path}.${name}`, property),
    isRequired: needed.includes(name),
  }));
}

function linesOf(properties: readonly Property[], indent: number, path: string, depth: number): string {
  const lines = properties.flatMap(({ name, schema, isRequired }) => {
    const { description } = schema;
    const comment = typeof description === "string" && description !== "" && indent < 2 ? [`// ${description}`] : [];
    return [...comment, `${name}${isRequired ? "" : "?"}: ${typeOf(schema, indent, `${path}.${name}`, depth + 1)},`];
  });
  return lines.map((line) => " ".repeat(indent) + line).join("\n");
}

function typeOf(schema: Schema, indent: number, path: string, depth: number): string {
  if (depth > MAX_DEPTH) throw invalidTool(path, schema, `a schema of at most ${MAX_DEPTH} levels`);
  const { anyOf, type, enum: values, items } = schema;
  if (Array.isArray(anyOf))
    return anyOf
      .map((one: unknown, i) => typeOf(objectOf(`${path}.anyOf[${i}]`, one), indent, path, depth + 1))
      .join(" | ");
  switch (type) {
    case "string":
      return Array.isArray(values) ? values.map((value) => `"${String(value)}"`).join(" | ") : "string";
    case "number":
    case "integer":
      return Array.isArray(values) ? values.map(String).join(" | ") : "number";
    case "boolean":
    case "null":
      return type;
    case "object":
      return `{\n${linesOf(propertiesOf(schema, path), indent + 2, path, depth)}\n}`;
    case "array":
      return items === undefined ? "any[]" : `${typeOf(objectOf(`${path}.items`, items), indent, path, depth + 1)}[]`;
    default:
      return "any";
  }
}

function objectOf(path: string, value: unknown): Schema {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Schema;
  throw invalidTool(path, value, "an object");
}

/** @param path such as `tools[0].type` */
export function invalidTool(path: string, value: unknown, expected: string): BpeError {
  return new BpeError("BPE_INVALID_TOOL", `${visibleText(path)} is ${describe(value)}; expected ${expected}.`, {
    path,
  });
}
