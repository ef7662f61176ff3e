/**
 * Functions as the TypeScript that a model reads, which their tokens are counted on: OpenAI's rendering as
 * gpt-tokenizer 4.0.0 has it. Descriptions of what lies within an object's object are left out.
 */
import type {
  ChatCompletionFunctionDefinition,
  ChatCompletionFunctionProperty,
  ChatCompletionObjectProperty,
} from "./function-types.ts";

/** Properties that are indented further have no descriptions. */
const DESCRIBED_INDENT = 2;

/** How the type of a property is written. */
type FormatType = (property: ChatCompletionFunctionProperty, indent: number) => string;

/** The namespace that declares the functions. */
export function formatFunctionDefinitions(functions: readonly ChatCompletionFunctionDefinition[]): string {
  const declarations = Array.from(functions, (one) => `${descriptionOf(one.description, "")}${declarationOf(one)}\n`);
  return ["namespace functions {\n", ...declarations, "} // namespace functions"].join("\n");
}

function declarationOf({ name, parameters }: ChatCompletionFunctionDefinition): string {
  if (Object.keys(parameters?.properties ?? {}).length === 0) return `type ${name} = () => any;`;
  return `type ${name} = (_: {\n${formatObjectProperties(parameters!, 0, formatFunctionType)}\n}) => any;`;
}

/** The properties of an object, a line each, behind their descriptions. */
export function formatObjectProperties(
  object: ChatCompletionObjectProperty,
  indent: number,
  formatType: FormatType,
): string {
  const before = " ".repeat(indent);
  const lines = Object.entries(object.properties ?? {}).map(([name, property]) => {
    const description = indent < DESCRIBED_INDENT ? descriptionOf(property.description, before) : "";
    const mark = object.required?.includes(name) ? "" : "?";
    return `${description}${before}${name}${mark}: ${formatType(property, indent)},`;
  });
  return lines.join("\n");
}

/** The type of a property. */
export function formatFunctionType(property: ChatCompletionFunctionProperty, indent: number): string {
  switch (property.type) {
    case "string":
      return property.enum?.map((one) => JSON.stringify(one)).join(" | ") ?? "string";
    case "integer":
    case "number":
      return property.enum?.map(String).join(" | ") ?? "number";
    case "array":
      return property.items ? `${formatFunctionType(property.items, indent)}[]` : "any[]";
    case "object":
      return `{\n${formatObjectProperties(property, indent + 2, formatFunctionType)}\n${" ".repeat(indent)}}`;
    case "boolean":
    case "null":
      return property.type;
    default:
      return "any";
  }
}

/** A line of its own, or nothing. */
function descriptionOf(description: string | undefined, before: string): string {
  return description ? `${before}// ${description}\n` : "";
}
