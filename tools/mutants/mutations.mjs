/**
 * Every mutant of one TypeScript source: small changes of the program, one at a time, that a good test suite notices.
 *
 * Types, imports and whatever is thrown are left alone: a message's wording is not behaviour worth a mutant, but
 * whether anything is thrown is.
 */
import { parseSync } from "oxc-parser";

const BINARY = {
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "===": "!==",
  "!==": "===",
  "==": "!=",
  "!=": "==",
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
  "%": "*",
  "**": "*",
  "<<": ">>",
  ">>": "<<",
  ">>>": "<<",
  "&": "|",
  "|": "&",
  "^": "|",
};
const LOGICAL = { "&&": "||", "||": "&&", "??": "&&" };
const ASSIGNMENT = { "+=": "-=", "-=": "+=", "*=": "/=", "/=": "*=", "<<=": ">>=", ">>=": "<<=", "??=": "=" };
const CHECK_NAME = /^(check|refuse|assert|ensure|validate)/;

/**
 * @typedef {object} Mutant
 * @property {string} operator what kind of change it is
 * @property {number} start of the text that is replaced, in UTF-16 units
 * @property {number} end
 * @property {string} replacement
 */

/**
 * @param {string} path for the parser, which goes by the extension
 * @param {string} text
 * @returns {Mutant[]} in the order of the text
 */
export function mutantsOf(path, text) {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} could not be parsed: ${errors[0].message}`);
  /** @type {Mutant[]} */
  const found = [];
  const source = (node) => text.slice(node.start, node.end);
  const add = (operator, { start, end }, replacement) => {
    if (text.slice(start, end) !== replacement) found.push({ operator, start, end, replacement });
  };
  /** Replaces the operator between two operands. */
  const swap = (kind, node, replacement) => {
    if (replacement === undefined) return;
    const between = text.slice(node.left.end, node.right.start);
    const start = node.left.end + between.indexOf(node.operator);
    add(kind, { start, end: start + node.operator.length }, replacement);
  };

  const visitors = {
    BinaryExpression(node) {
      const joinsText = node.operator === "+" && [node.left, node.right].some(isText);
      if (!joinsText) swap(/[<>=]=?/.test(node.operator) ? "comparison" : "arithmetic", node, BINARY[node.operator]);
      if (/^[!=]==?$/.test(node.operator)) for (const side of [node.left, node.right]) mutateString(side);
    },
    LogicalExpression(node) {
      swap("logic", node, LOGICAL[node.operator]);
    },
    AssignmentExpression(node) {
      if (!isText(node.right)) swap("arithmetic", node, ASSIGNMENT[node.operator]);
    },
    UnaryExpression(node) {
      if (node.operator === "!") add("negation", node, source(node.argument));
      if (node.operator === "-" && node.argument.type !== "Literal") add("arithmetic", node, source(node.argument));
    },
    UpdateExpression(node, parent) {
      if (parent.type === "ForStatement") return; // the other way a loop only runs forever
      const operator = node.operator === "++" ? "--" : "++";
      const argument = source(node.argument);
      add("arithmetic", node, node.prefix ? operator + argument : argument + operator);
    },
    IfStatement: ({ test }) => negate(test),
    ConditionalExpression: ({ test }) => negate(test),
    WhileStatement: ({ test }) => negate(test),
    Literal(node) {
      if (typeof node.value === "boolean") add("boolean", node, String(!node.value));
      if (typeof node.value === "number" && Number.isInteger(node.value)) {
        add("boundary", node, String(node.value + 1));
        add("boundary", node, node.value === 0 ? "(-1)" : String(node.value - 1));
      }
      if (typeof node.value === "bigint") add("boundary", node, `${node.value + 1n}n`);
    },
    SwitchCase: ({ test }) => mutateString(test),
    AssignmentPattern: ({ right }) => mutateString(right),
    ArrayExpression: ({ elements }) => elements.forEach(mutateString),
    ExpressionStatement(node) {
      const { expression } = node;
      const inner = expression.type === "AwaitExpression" ? expression.argument : expression;
      if (inner.type === "CallExpression" && !isSuper(inner)) add(isCheck(inner) ? "check" : "statement", node, "{}");
      if (inner.type === "AssignmentExpression") add("statement", node, "{}");
    },
    CallExpression(node, parent) {
      // `checkSize("rows", rows)` gives the value back, so that its removal leaves the value.
      if (!isCheck(node) || parent.type === "ExpressionStatement" || node.arguments.length === 0) return;
      const value = node.arguments.find((argument) => !isText(argument));
      if (value !== undefined && value.type !== "SpreadElement") add("check", node, `(${source(value)})`);
    },
    ReturnStatement(node, parent) {
      // The last of a function would mostly be an error of types.
      if (parent.type === "IfStatement") add("return", node, "{}");
    },
    ThrowStatement: (node) => add("throw", node, "{}"),
    ContinueStatement: (node) => add("statement", node, "{}"),
    BreakStatement: (node, parent) => parent.type !== "SwitchCase" && add("statement", node, "{}"),
  };

  function negate(test) {
    if (test.type === "UnaryExpression" && test.operator === "!") return; // a mutant already
    add("negation", test, `!(${source(test)})`);
  }
  function mutateString(node) {
    if (node?.type !== "Literal" || typeof node.value !== "string") return;
    add("string", node, node.value === "" ? '"mutant"' : '""');
  }
  function visit(node, parent) {
    if (Array.isArray(node)) {
      for (const item of node) visit(item, parent);
      return;
    }
    if (typeof node?.type !== "string" || isLeftAlone(node)) return;
    visitors[node.type]?.(node, parent);
    if (node.type === "ThrowStatement") return;
    for (const value of Object.values(node)) if (typeof value === "object" && value !== null) visit(value, node);
  }
  visit(program, program);
  return found.toSorted((a, b) => a.start - b.start || a.end - b.end);
}

/** Types, declarations without code, and names of modules. */
function isLeftAlone({ type, importKind, exportKind }) {
  // Expressions that only carry a type have a program inside.
  if (/^TS(AsExpression|NonNullExpression|SatisfiesExpression|ParameterProperty)$/.test(type)) return false;
  return type.startsWith("TS") || type === "ImportDeclaration" || importKind === "type" || exportKind === "type";
}

function isText(node) {
  if (node.type === "TemplateLiteral") return true;
  if (node.type === "BinaryExpression" && node.operator === "+") return isText(node.left) || isText(node.right);
  return node.type === "Literal" && typeof node.value === "string";
}

function isSuper({ callee }) {
  return callee.type === "Super";
}

function isCheck({ callee }) {
  const name = callee.type === "MemberExpression" ? callee.property.name : callee.name;
  return CHECK_NAME.test(name ?? "");
}

/** The text with the mutant in place. */
export function applied(text, { start, end, replacement }) {
  return text.slice(0, start) + replacement + text.slice(end);
}

/** Where a mutant is and what it does, for people: the first line that it changes, as it was and as it is. */
export function shownMutant(text, mutant) {
  const lineStart = text.lastIndexOf("\n", mutant.start - 1) + 1;
  const line = text.slice(0, mutant.start).split("\n").length;
  const before = text.slice(lineStart, endOfLine(text, mutant.end)).trim();
  const mutated = applied(text, mutant);
  const after = mutated.slice(lineStart, endOfLine(mutated, mutant.start + mutant.replacement.length)).trim();
  return { line, before, after };
}

function endOfLine(text, from) {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}
