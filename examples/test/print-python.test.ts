/** Strings, lists and dicts as Python 3.11 printed them. */
import { expect, test } from "vitest";
import { displayDict, displayList, formatPython } from "../notebook/print-python.ts";

/** Strings, and their `repr`. */
const STRINGS = [
  ["", "''"],
  ["hay", "'hay'"],
  ["it's", '"it\'s"'],
  ['say "hay"', "'say \"hay\"'"],
  ['it\'s "hay"', "'it\\'s \"hay\"'"],
  ["a\\b", "'a\\\\b'"],
  ["\n\r\t", "'\\n\\r\\t'"],
  ["\u0000\u001b\u007f\u0085\u00a0\u00ad", "'\\x00\\x1b\\x7f\\x85\\xa0\\xad'"],
  ["\u2028\u200b\ufeff\u3000", "'\\u2028\\u200b\\ufeff\\u3000'"],
  ["\ud83c\udf3e \u00e9 \u4e2d", "'\ud83c\udf3e \u00e9 \u4e2d'"],
  ["\ue000\udb40\udc01\udbff\udfff", "'\\ue000\\U000e0001\\U0010ffff'"],
  ["\ud800", "'\\ud800'"],
] as const;

test.each(STRINGS)("the repr of %j", (text, repr) => {
  expect(formatPython(text)).toBe(repr);
});

test("lists and dicts are Python's", () => {
  expect(formatPython([])).toBe("[]");
  expect(formatPython(Int32Array.of(3, -1))).toBe("[3, -1]");
  expect(formatPython(["it's", 2])).toBe('["it\'s", 2]');
  expect(formatPython(new Map([["hay", 0]]))).toBe("{'hay': 0}");
});

test("a notebook displays a short dict on one line, and a list of tensors indented", () => {
  expect(displayDict(new Map([["hay", 0]]))).toBe("{'hay': 0}");
  expect(displayList(["tensor([[1],\n        [2]])", "tensor([3])"])).toBe(
    "[tensor([[1],\n         [2]]),\n tensor([3])]",
  );
});
