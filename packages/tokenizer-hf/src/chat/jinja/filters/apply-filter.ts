/** `value | name(arguments)`. */
import { didYouMean, quoted } from "@windrow/core";
import { invalidTemplate, templateFailed } from "../limits/failures.ts";
import { attributeOf } from "../operations/members.ts";
import { EMPTY } from "../text/marked-text.ts";
import { Arguments } from "../values/arguments.ts";
import { isTrue } from "../values/truth.ts";
import { type Call, isText, Undefined, type Value } from "../values/values.ts";
import { type Filter, filter } from "./filter.ts";
import { NUMBER_FILTERS } from "./number-filters.ts";
import { applySelect, SELECT_FILTERS } from "./select-filters.ts";
import { SEQUENCE_FILTERS } from "./sequence-filters.ts";
import { TEXT_FILTERS } from "./text-filters.ts";

const fallback = filter("default_value boolean", (value, args) => {
  const isMissing = value instanceof Undefined || (isTrue(args.value("boolean", false)) && !isTrue(value));
  return isMissing ? args.value("default_value", EMPTY) : value;
});

const FILTERS: ReadonlyMap<string, Filter> = /* @__PURE__ */ new Map(
  Object.entries({
    ...TEXT_FILTERS,
    ...NUMBER_FILTERS,
    ...SEQUENCE_FILTERS,
    default: fallback,
    d: fallback,
    attr: filter("name", (value, args) => {
      const name = args.required("name");
      if (!isText(name)) throw templateFailed("attr takes a name");
      return attributeOf(value, name.text);
    }),
  }),
);

/** @throws HfError HF_INVALID_TEMPLATE for a filter that is not known */
export function applyFilter(name: string, value: Value, call: Call): Value {
  call.runtime.budget.step();
  if (SELECT_FILTERS.has(name)) return applySelect(name, value, call, applyFilter);
  const found = FILTERS.get(name);
  if (found === undefined) {
    const known = [...FILTERS.keys(), ...SELECT_FILTERS];
    throw invalidTemplate(`the filter ${quoted(name)} is not supported. ${didYouMean(name, known)}`.trimEnd());
  }
  return found.apply(value, new Arguments(`the filter ${name}`, found.parameters, call), call.runtime);
}
