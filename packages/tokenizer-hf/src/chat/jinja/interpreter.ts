/** Runs the statements of a template. Output goes straight into a builder, marks and all. */
import { Evaluator } from "./evaluate.ts";
import { textOf } from "./formatting/python-text.ts";
import { templateFailed } from "./limits/failures.ts";
import type { Runtime } from "./limits/runtime.ts";
import { loopFor } from "./loop.ts";
import { boundParameters, mentions } from "./macro-parameters.ts";
import { Scope } from "./scope.ts";
import {
  type CallStatement,
  type Expression,
  type For,
  GENERATION,
  type Macro,
  type Parameter,
  type SetStatement,
  type Statement,
} from "./syntax.ts";
import { BY_ASSISTANT, type MarkedText } from "./text/marked-text.ts";
import { TextBuilder } from "./text/text-builder.ts";
import { itemsOf } from "./values/iterate.ts";
import { isTrue, typeName } from "./values/truth.ts";
import { type Call, Callable, Namespace, type Value } from "./values/values.ts";

/** How some statements end: at their last, or by `break` or `continue`. */
type End = "end" | "break" | "continue";

export class Interpreter {
  readonly #runtime: Runtime;
  readonly #evaluator: Evaluator;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
    this.#evaluator = new Evaluator(runtime);
  }

  /** The text that some statements put out. @throws HfError */
  textOf(statements: readonly Statement[], scope: Scope): MarkedText {
    const out = new TextBuilder(this.#runtime.budget);
    this.#runtime.budget.deeper(() => this.#runAll(statements, scope, out));
    return out.finish();
  }

  #runAll(statements: readonly Statement[], scope: Scope, out: TextBuilder): End {
    for (const statement of statements) {
      const end = this.#run(statement, scope, out);
      if (end !== "end") return end;
    }
    return "end";
  }

  #run(statement: Statement, scope: Scope, out: TextBuilder): End {
    const { budget } = this.#runtime;
    budget.step();
    switch (statement.type) {
      case "Comment":
        return "end";
      case "Break":
        return "break";
      case "Continue":
        return "continue";
      case "If": {
        const branch = isTrue(this.#evaluator.evaluate(statement.test, scope)) ? statement.body : statement.alternate;
        return budget.deeper(() => this.#runAll(branch, scope, out));
      }
      case "For":
        budget.deeper(() => this.#for(statement, scope, out));
        return "end";
      case "Set":
        this.#set(statement, scope);
        return "end";
      case "Macro":
        scope.set(statement.name.value, this.#macro(statement, scope));
        return "end";
      case "CallStatement":
        out.append(this.#callBlock(statement, scope));
        return "end";
      case "FilterStatement": {
        const text = this.textOf(statement.body, new Scope(scope));
        out.append(textOf(this.#evaluator.filter(statement.filter, text, scope), budget));
        return "end";
      }
      default:
        out.append(textOf(this.#evaluator.evaluate(statement, scope), budget));
        return "end";
    }
  }

  #for({ loopvar, iterable, body, defaultBlock }: For, around: Scope, out: TextBuilder): void {
    const { budget } = this.#runtime;
    const [source, condition] =
      iterable.type === "SelectExpression" ? [iterable.lhs, iterable.test] : [iterable, undefined];
    const all = itemsOf(this.#evaluator.evaluate(source, around), budget);
    const items = all.filter((item) => {
      if (condition === undefined) return true;
      const scope = new Scope(around);
      this.#assign(loopvar, item, scope);
      return isTrue(this.#evaluator.evaluate(condition, scope));
    });
    const next = loopFor(items);
    for (const item of items) {
      budget.step();
      const scope = new Scope(around);
      scope.set("loop", next());
      this.#assign(loopvar, item, scope);
      if (this.#runAll(body, scope, out) === "break") break;
    }
    if (items.length === 0) this.#runAll(defaultBlock, new Scope(around), out);
  }

  #set({ assignee, value, body }: SetStatement, scope: Scope): void {
    this.#assign(
      assignee,
      value === null ? this.textOf(body, new Scope(scope)) : this.#evaluator.evaluate(value, scope),
      scope,
    );
  }

  #assign(target: Expression, value: Value, scope: Scope): void {
    if (target.type === "Identifier") scope.set(target.value, value);
    else if (target.type === "TupleLiteral") {
      const items = itemsOf(value, this.#runtime.budget);
      if (items.length !== target.value.length)
        throw templateFailed(`${items.length} values can't be unpacked into ${target.value.length} names`);
      target.value.forEach((part, i) => this.#assign(part, items[i]!, scope));
    } else if (target.type === "MemberExpression" && target.property.type === "Identifier" && !target.computed) {
      const object = this.#evaluator.evaluate(target.object, scope);
      if (!(object instanceof Namespace))
        throw templateFailed(`an attribute of ${typeName(object)} can't be set, only one of a namespace`);
      object.set(target.property.value, value);
    } else throw templateFailed(`${target.type} can't be assigned to`);
  }

  #macro({ name, args, body }: Macro, scope: Scope): Callable {
    return this.#callable(name.value, args, body, scope);
  }

  /** A macro, or the `caller` of a call block. */
  #callable(name: string, parameters: readonly Parameter[], body: readonly Statement[], around: Scope): Callable {
    const special = ["caller", "varargs", "kwargs"].filter((one) => mentions(body, one));
    return new Callable(name, (call) => {
      const scope = new Scope(around);
      boundParameters(name, parameters, special, call, scope, (node) => this.#evaluator.evaluate(node, scope));
      return this.textOf(body, scope);
    });
  }

  #callBlock({ call, callerArgs, body }: CallStatement, scope: Scope): MarkedText {
    const caller = this.#callable("caller", callerArgs ?? [], body, scope);
    if (call.callee.type === "Identifier" && call.callee.value === GENERATION) {
      const text = caller.call(this.#evaluator.arguments([], scope)) as MarkedText;
      return text.marked(BY_ASSISTANT);
    }
    const given: Call = this.#evaluator.arguments(call.args, scope);
    const named = new Map(given.named).set("caller", caller);
    const result = this.#evaluator.call(this.#evaluator.evaluate(call.callee, scope), { ...given, named });
    return textOf(result, this.#runtime.budget);
  }
}
