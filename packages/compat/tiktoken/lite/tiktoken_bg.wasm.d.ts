// The module has neither imports nor exports.
// oxlint-disable-next-line unicorn/require-module-specifiers -- without it, it would not be a module
export {};
