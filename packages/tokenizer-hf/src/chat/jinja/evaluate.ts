/** What an expression of a template gives. Knows no statements: a macro is a value that can be called. */
import { applyFilter } from "./filters/apply-filter.ts";
import { templateFailed } from "./limits/failures.ts";
import type { Runtime } from "./limits/runtime.ts";
import { attributeOf, itemOf, sliceOf } from "./operations/members.ts";
import { numberValue, operate } from "./operations/operators.ts";
import { passes } from "./operations/tests.ts";
import type { Scope } from "./scope.ts";
import type { Binary, CallExpression, Expression, Identifier, MemberExpression, SliceExpression } from "./syntax.ts";
import { MarkedText } from "./text/marked-text.ts";
import { itemsOf } from "./values/iterate.ts";
import { defined, isTrue, numberOf, typeName } from "./values/truth.ts";
import { type Call, Callable, Dict, Float, isText, List, Undefined, type Value } from "./values/values.ts";

const CONSTANTS: ReadonlyMap<string, Value> = /* @__PURE__ */ new Map<string, Value>([
  ["true", true],
  ["True", true],
  ["false", false],
  ["False", false],
  ["none", null],
  ["None", null],
]);

export class Evaluator {
  readonly #runtime: Runtime;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  /** @throws HfError HF_TEMPLATE_FAILED, HF_TEMPLATE_REFUSED, HF_TEMPLATE_LIMIT, HF_INVALID_TEMPLATE */
  evaluate(node: Expression, scope: Scope): Value {
    const { budget } = this.#runtime;
    budget.step();
    budget.enter();
    const value = this.#evaluate(node, scope);
    budget.leave();
    return value;
  }

  #evaluate(node: Expression, scope: Scope): Value {
    switch (node.type) {
      case "StringLiteral":
        return MarkedText.of(node.value);
      case "IntegerLiteral":
        return numberValue(node.value, false);
      case "FloatLiteral":
        return new Float(node.value);
      case "ArrayLiteral":
        return new List(node.value.map((item) => this.evaluate(item, scope)));
      case "TupleLiteral":
        return new List(
          node.value.map((item) => this.evaluate(item, scope)),
          true,
        );
      case "ObjectLiteral":
        return new Dict(
          Array.from(node.value, ([key, value]) => [this.evaluate(key, scope), this.evaluate(value, scope)] as const),
        );
      case "Identifier":
        return CONSTANTS.get(node.value) ?? (CONSTANTS.has(node.value) ? null : scope.get(node.value));
      case "BinaryExpression":
        return this.#binary(node, scope);
      case "UnaryExpression":
        return this.#unary(node.operator.value, this.evaluate(node.argument, scope));
      case "Ternary":
        return this.evaluate(isTrue(this.evaluate(node.condition, scope)) ? node.trueExpr : node.falseExpr, scope);
      case "SelectExpression":
        if (isTrue(this.evaluate(node.test, scope))) return this.evaluate(node.lhs, scope);
        return new Undefined("an inline if without an else was false");
      case "FilterExpression":
        return this.filter(node.filter, this.evaluate(node.operand, scope), scope);
      case "TestExpression":
        return passes(node.test.value, this.evaluate(node.operand, scope), [], this.#runtime) !== node.negate;
      case "MemberExpression":
        return this.#member(node, scope);
      case "CallExpression":
        return this.#call(node, scope);
      default:
        throw templateFailed(`${node.type} has no value here`);
    }
  }

  #binary(node: Binary, scope: Scope): Value {
    const { value: operator } = node.operator;
    if (operator === "and" || operator === "or") {
      const first = this.evaluate(node.left, scope);
      return isTrue(first) === (operator === "and") ? this.evaluate(node.right, scope) : first;
    }
    return operate(operator, this.evaluate(node.left, scope), this.evaluate(node.right, scope), this.#runtime);
  }

  #unary(operator: string, value: Value): Value {
    if (operator === "not") return !isTrue(value);
    const number = numberOf(defined(value));
    if (number === undefined) throw templateFailed(`${typeName(value)} has no sign`);
    return numberValue(operator === "-" ? -number : number, value instanceof Float);
  }

  #member({ object, property, computed }: MemberExpression, scope: Scope): Value {
    const value = this.evaluate(object, scope);
    if (!computed)
      return property.type === "Identifier"
        ? attributeOf(value, property.value)
        : itemOf(value, this.evaluate(property, scope), this.#runtime);
    if (property.type === "SliceExpression") return this.#slice(value, property, scope);
    return itemOf(value, this.evaluate(property, scope), this.#runtime);
  }

  #slice(value: Value, { start, stop, step }: SliceExpression, scope: Scope): Value {
    const bound = (node: Expression | undefined): number | undefined => {
      const given = node === undefined ? null : this.evaluate(node, scope);
      if (given === null) return undefined;
      const number = numberOf(defined(given));
      if (number !== undefined && Number.isInteger(number)) return number;
      throw templateFailed(`a slice is bounded by ${typeName(given)}`);
    };
    return sliceOf(value, bound(start), bound(stop), bound(step) ?? 1, this.#runtime);
  }

  #call({ callee, args }: CallExpression, scope: Scope): Value {
    return this.call(this.evaluate(callee, scope), this.arguments(args, scope));
  }

  call(callee: Value, call: Call): Value {
    const called = defined(callee);
    if (!(called instanceof Callable)) throw templateFailed(`${typeName(called)} can't be called`);
    return called.call(call);
  }

  arguments(args: readonly Expression[], scope: Scope): Call {
    const positional: Value[] = [];
    const named = new Map<string, Value>();
    for (const arg of args) {
      if (arg.type === "KeywordArgumentExpression") named.set(arg.key.value, this.evaluate(arg.value, scope));
      else if (arg.type === "SpreadExpression")
        for (const item of itemsOf(this.evaluate(arg.argument, scope), this.#runtime.budget)) positional.push(item);
      else if (arg.type === "KeywordSpreadExpression") {
        const dict = this.evaluate(arg.argument, scope);
        if (!(dict instanceof Dict)) throw templateFailed(`** takes a dict, not ${typeName(dict)}`);
        for (const [key, value] of dict.entries()) if (isText(key)) named.set(key.text, value);
      } else positional.push(this.evaluate(arg, scope));
    }
    return { positional, named, runtime: this.#runtime };
  }

  /** @param node the filter's name, or its name and arguments */
  filter(node: Identifier | CallExpression, value: Value, scope: Scope): Value {
    if (node.type === "Identifier") return applyFilter(node.value, value, this.arguments([], scope));
    if (node.callee.type !== "Identifier") throw templateFailed("a filter has no name");
    return applyFilter(node.callee.value, value, this.arguments(node.args, scope));
  }
}
