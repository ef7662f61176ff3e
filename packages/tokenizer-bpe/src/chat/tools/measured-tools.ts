/**
 * For which functions the count of tool-definitions.ts is known to be the API's.
 *
 * As `functions`, all that hmarr measured in 2023 agree, nested objects among them, and so what has their shape. As
 * `tools`, of 18 shapes that pamelafox measured in 2024 (github.com/pamelafox/openai-messages-token-helper,
 * tests/functions.py, gpt-3.5-turbo) the 10 agree in which every parameter has a description and none is an object; an
 * undescribed one is counted 1 too high, objects up to 7 too low. The cookbook's own count of tools asks for
 * descriptions as well.
 */
import { quoted } from "@windrow/core";
import type { ChatFunction } from "./chat-tool.ts";

/** Schemas may hold themselves, in words that are not rendered. */
const MAX_DEPTH = 64;

type Schema = Readonly<Record<string, unknown>>;

/** Words of JSON Schema that nobody has measured. */
const UNMEASURED = ["$ref", "$defs", "definitions", "oneOf", "allOf", "not", "patternProperties", "default", "title"];

/** Why the count of functions is an estimate, or undefined where it is exact. */
export function whyEstimated(option: "tools" | "functions", functions: readonly ChatFunction[]): string | undefined {
  for (const { name, parameters } of functions) {
    const schema = (parameters ?? {}) as Schema;
    if (hasUnmeasured(schema))
      return `${option}: the schema of ${quoted(name)} has keywords whose tokens have not been measured`;
    if (option === "tools" && !Object.values((schema["properties"] ?? {}) as Schema).every(isMeasuredParameter))
      return `tools: ${quoted(name)} has parameters that are objects or have no description: counts of those have been up to 7 tokens off`;
  }
  return undefined;
}

function isMeasuredParameter(given: unknown): boolean {
  const { type, description, items, anyOf } = given as Schema;
  if (typeof description !== "string" || description === "" || type === "object" || anyOf !== undefined) return false;
  return type !== "array" || ((items ?? {}) as Schema)["type"] !== "object";
}

/** Deeper ones as well: they were not measured either. */
function hasUnmeasured(schema: unknown, depth = 0): boolean {
  if (typeof schema !== "object" || schema === null) return false;
  if (depth > MAX_DEPTH) return true;
  if (Array.isArray(schema)) return schema.some((one) => hasUnmeasured(one, depth + 1));
  const words = schema as Schema;
  if (Array.isArray(words["type"]) || UNMEASURED.some((word) => word in words)) return true;
  const within = [words["items"], words["anyOf"], ...Object.values(words["properties"] ?? {})];
  return within.some((one) => hasUnmeasured(one, depth + 1));
}
