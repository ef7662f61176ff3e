/** The syntax tree of a template, as the parser of @huggingface/jinja gives it. */

export type Expression =
  | { readonly type: "IntegerLiteral"; readonly value: number }
  | { readonly type: "FloatLiteral"; readonly value: number }
  | { readonly type: "StringLiteral"; readonly value: string }
  | { readonly type: "ArrayLiteral" | "TupleLiteral"; readonly value: readonly Expression[] }
  | { readonly type: "ObjectLiteral"; readonly value: ReadonlyMap<Expression, Expression> }
  | Identifier
  | Binary
  | { readonly type: "UnaryExpression"; readonly operator: Token; readonly argument: Expression }
  | {
      readonly type: "Ternary";
      readonly condition: Expression;
      readonly trueExpr: Expression;
      readonly falseExpr: Expression;
    }
  /** `a if b`, without an else. */
  | { readonly type: "SelectExpression"; readonly lhs: Expression; readonly test: Expression }
  | { readonly type: "FilterExpression"; readonly operand: Expression; readonly filter: Identifier | CallExpression }
  | {
      readonly type: "TestExpression";
      readonly operand: Expression;
      readonly negate: boolean;
      readonly test: Identifier;
    }
  | MemberExpression
  | SliceExpression
  | CallExpression
  | KeywordArgument
  | { readonly type: "SpreadExpression" | "KeywordSpreadExpression"; readonly argument: Expression };

interface Token {
  readonly value: string;
}

export interface Identifier {
  readonly type: "Identifier";
  readonly value: string;
}

export interface Binary {
  readonly type: "BinaryExpression";
  readonly operator: Token;
  readonly left: Expression;
  readonly right: Expression;
}

export interface MemberExpression {
  readonly type: "MemberExpression";
  readonly object: Expression;
  readonly property: Expression;
  /** `object[property]`, not `object.property`. */
  readonly computed: boolean;
}

export interface SliceExpression {
  readonly type: "SliceExpression";
  readonly start?: Expression | undefined;
  readonly stop?: Expression | undefined;
  readonly step?: Expression | undefined;
}

export interface CallExpression {
  readonly type: "CallExpression";
  readonly callee: Expression;
  readonly args: readonly Expression[];
}

interface KeywordArgument {
  readonly type: "KeywordArgumentExpression";
  readonly key: Identifier;
  readonly value: Expression;
}

export type Parameter = Identifier | KeywordArgument;

export interface For {
  readonly type: "For";
  readonly loopvar: Expression;
  readonly iterable: Expression;
  readonly body: readonly Statement[];
  readonly defaultBlock: readonly Statement[];
}

export interface Macro {
  readonly type: "Macro";
  readonly name: Identifier;
  readonly args: readonly Parameter[];
  readonly body: readonly Statement[];
}

export interface SetStatement {
  readonly type: "Set";
  readonly assignee: Expression;
  /** Null for a block, whose text is the value. */
  readonly value: Expression | null;
  readonly body: readonly Statement[];
}

export interface CallStatement {
  readonly type: "CallStatement";
  readonly call: CallExpression;
  readonly callerArgs: readonly Parameter[] | null;
  readonly body: readonly Statement[];
}

/** An expression as a statement is put out. */
export type Statement =
  | Expression
  | For
  | Macro
  | SetStatement
  | CallStatement
  | {
      readonly type: "If";
      readonly test: Expression;
      readonly body: readonly Statement[];
      readonly alternate: readonly Statement[];
    }
  | {
      readonly type: "FilterStatement";
      readonly filter: Identifier | CallExpression;
      readonly body: readonly Statement[];
    }
  | { readonly type: "Break" | "Continue" | "Comment" };

export interface Program {
  readonly body: readonly Statement[];
}

/** The function that a `{% generation %}` block calls. */
export const GENERATION = "__generation__";
