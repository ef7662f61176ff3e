/** The check of phrases that read as if translated (tools/english): what it finds, and what is right English. */
import { describe, expect, test } from "vitest";
import { findPhrases } from "../../tools/english/find-phrases.mjs";
import { isRead } from "../../tools/english/read-files.mjs";

const namesIn = (path: string, content: string) => findPhrases(path, content).map(({ name }) => name);

describe("in a page", () => {
  test.each([
    ["the file is no JSON", "is no X"],
    ["ids that are no\ntokens", "is no X"],
    ["First. Of a line's 0.9 us half is copying.", "Of ..."],
    ["| a | Of the whole text |", "Of ..."],
    ["A mistyped name is told its nearest.", "is told"],
    ["A report tells of each.", "is told"],
    ["The list is made anew.", "anew"],
    ["It hangs on threads.", "hangs on"],
    ["A vocabulary of one's own.", "of one's own"],
    ["Mend the cause.", "mends"],
    ["The same to the last bit.", "to the last"],
    ["A page for who comes from Python.", "for who"],
    ["See `MOST_BYTES`.", "MOST_ in names"],
    ["In none of these is it faster.", "In none of"],
    ["It has no code of others.", "code of others"],
    ["where WebAssembly can be had", "can be had"],
    ["Holes are passed over in silence.", "passed over", "passed over"],
    ["Input and target are views on the ids.", "view on"],
    ["Runs of some 40 ms.", "some 40"],
    ["It puts the engine of others to work.", "put to work"],
    ["One look-up for each token.", "look-up"],
    ["An option that there is not.", "that there is not"],
  ])("%s", (page, ...names) => {
    expect(namesIn("README.md", page)).toEqual(names);
  });

  test.each([
    "There is no token, where there are no files.",
    "It is no longer, no more than, and no other.",
    "Of course. One of the files. Most of it.",
    "They can be told apart; it does what it is told.",
    "A dataset of your own, one of its own.",
    "It hangs. On the last page. A reader could hang on a pipe.",
    "Each pass over the texts; some of 40 files; a point of view on Sundays.",
    "```\nthe file is no JSON\n```",
    "<!-- bench a -->\nOf a line's time\n<!-- bench end -->",
  ])("%s: nothing", (page) => {
    expect(namesIn("README.md", page)).toEqual([]);
  });
});

describe("in a program", () => {
  const program = [
    "/**",
    " * Ids that are no",
    " * tokens. Of a line's time half.",
    " */",
    'const MOST_IDS = "made anew"; // is no',
    "// token",
    "const pattern = /is no `token/; const call = `is no ${text}`; const OF = is.no.token;",
    "const after = 'is no token';",
  ].join("\n");

  test("comments, strings and names, by line", () => {
    const hits = findPhrases("a.ts", program).map(({ line, name, kind }) => [line, name, kind]);
    expect(hits).toEqual([
      [2, "is no X", "comment"],
      [3, "Of ...", "comment"],
      [5, "is no X", "comment"],
      [5, "anew", "string"],
      [5, "MOST_ in names", "name"],
      [8, "is no X", "string"],
    ]);
  });
});

test("text between tags", () => {
  const page = '<p>\n  The file is no text.{" "}\n  <b>made anew</b>\n</p>;';
  expect(findPhrases("a.tsx", page).map(({ line, name }) => [line, name])).toEqual([
    [2, "is no X"],
    [3, "anew"],
  ]);
});

test("what is read: pages and programs, also in folders that are named packed, but nothing generated or recorded", () => {
  const read = ["docs/guide.md", "packages/prepare/src/read/packed/unpack.ts", "apps/demo-cli/page/src/main.tsx"];
  const notRead = [
    "packages/tokenizer-bpe/src/packed/o200k.d.ts",
    "packages/random/test/fixtures/a.ts",
    "packages/random/CHANGELOG.md",
    "packages/random/api/index.md",
    "tools/english/phrases.mjs",
  ];
  expect([...read, ...notRead].filter(isRead)).toEqual(read);
});
