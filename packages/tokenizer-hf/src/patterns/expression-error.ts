/** Why an expression is not read. Both say it in words that follow "has", and where. */

/** Oniguruma refuses it too. */
export class InvalidExpression extends Error {}

/** Oniguruma knows it, and this package does not. */
export class UnsupportedExpression extends Error {}
