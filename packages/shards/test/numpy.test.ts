/**
 * numpy reads what is written here, and what numpy writes is read here: files that it wrote once are in the fixture,
 * which a test makes again; what needs numpy is skipped by name where python3 has none.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { allOf, open, scratchFolder, writeSet } from "./scratch.ts";

const python = process.env.PYTHON ?? "python3";
const hasNumpy = spawnSync(python, ["-c", "import numpy"]).status === 0;
const testWithNumpy = (title: string, body: () => Promise<void>): void => {
  if (hasNumpy) test(title, body);
  else test.skip(`${title} [skipped: no python3 with numpy]`, () => {});
};

/** What a script of Python prints, as JSON. */
const run = (script: string, ...args: string[]): unknown =>
  JSON.parse(
    execFileSync(python, ["-c", `import json, sys\nimport numpy as np\n${script}`, ...args], { encoding: "utf8" }),
  );

const ids = Array.from({ length: 70_000 }, (_, i) => (i * 31) % 65_000);
const expected = { length: ids.length, sum: ids.reduce((sum, id) => sum + id, 0), last: ids.at(-1) };
const SUMMARY =
  'print(json.dumps({"length": len(a), "sum": int(a.astype(np.int64).sum()), "last": int(a[-1]), "dtype": str(a.dtype)}))';

/** The files of `np.save` in base64, by the dtype of their ids. */
const saved = JSON.parse(readFileSync(new URL("fixtures/numpy.json", import.meta.url), "utf8")) as {
  readonly files: Readonly<Record<string, string>>;
};
const savedIds = Array.from({ length: 40 }, (_, i) => (i * 1631) % 65_000);

test("files that np.save wrote are read", () => {
  const folder = scratchFolder();
  expect(Object.keys(saved.files)).toEqual(["u2", "u4", "i4", "i8"]);
  for (const [dtype, file] of Object.entries(saved.files)) {
    const path = join(folder, `${dtype}.npy`);
    writeFileSync(path, Buffer.from(file, "base64"));
    expect(allOf(open(path)), dtype).toEqual(savedIds);
  }
});

test("what is written has the header of np.save, padding aside, and the same bytes behind it", async () => {
  for (const [vocabSize, dtype] of [
    [65_000, "u2"],
    [100_000, "u4"],
  ] as const) {
    const folder = await writeSet({ format: "npy", vocabSize }, { ids: savedIds });
    const [ours, theirs] = [
      readFileSync(join(folder, "tokens_000000.npy")),
      Buffer.from(saved.files[dtype]!, "base64"),
    ];
    const headerOf = (file: Buffer): string => file.toString("latin1", 10, 10 + file.readUInt16LE(8)).trim();
    expect(ours.subarray(0, 8)).toEqual(theirs.subarray(0, 8));
    expect(headerOf(ours).replaceAll(" ", "")).toBe(headerOf(theirs).replaceAll(" ", ""));
    expect(ours.subarray(10 + ours.readUInt16LE(8))).toEqual(theirs.subarray(10 + theirs.readUInt16LE(8)));
  }
});

testWithNumpy("np.save writes the fixture's files again", async () => {
  const made = run(
    `import base64, io
files = {}
for name in ["<u2", "<u4", "<i4", "<i8"]:
    file = io.BytesIO()
    np.save(file, ((np.arange(40) * 1631) % 65000).astype(name))
    files[name[1:]] = base64.b64encode(file.getvalue()).decode()
print(json.dumps(files))`,
  );
  expect(made).toEqual(saved.files);
});

testWithNumpy("np.load reads .npy, np.memmap raw files, np.fromfile the documents", async () => {
  for (const [vocabSize, dtype] of [
    [65_000, "uint16"],
    [100_000, "uint32"],
  ] as const) {
    const npy = join(await writeSet({ format: "npy", vocabSize }, { ids }), "tokens_000000.npy");
    expect(run(`a = np.load(sys.argv[1], mmap_mode="r")\n${SUMMARY}`, npy)).toEqual({ ...expected, dtype });
    const folder = await writeSet({ format: "bin", vocabSize }, { documents: [ids.slice(0, 10), ids.slice(10)] });
    expect(
      run(`a = np.memmap(sys.argv[1], dtype="${dtype}", mode="r")\n${SUMMARY}`, join(folder, "tokens_000000.bin")),
    ).toEqual({ ...expected, dtype });
    expect(
      run('print(json.dumps(np.fromfile(sys.argv[1], dtype="<u8").tolist()))', join(folder, "tokens_000000.documents")),
    ).toEqual([10, 70_000]);
  }
});

testWithNumpy("llm.c's header and Megatron's index as their readers take them apart", async () => {
  const llmc = join(await writeSet({ format: "llm.c", vocabSize: 65_000 }, { ids }), "tokens_000000.bin");
  expect(
    run(
      "h = np.fromfile(sys.argv[1], dtype=np.int32, count=256)\na = np.fromfile(sys.argv[1], dtype=np.uint16, offset=1024)\nprint(json.dumps([h[:3].tolist(), int(h[3:].sum()), len(a), int(a[-1])]))",
      llmc,
    ),
  ).toEqual([[20240520, 1, ids.length], 0, ids.length, ids.at(-1)]);
  const folder = await writeSet(
    { format: "megatron", vocabSize: 65_000 },
    { documents: [ids.slice(0, 10), ids.slice(10)] },
  );
  // As _IndexReader does it: lengths, offsets and borders by np.frombuffer behind 34 bytes.
  const script = `b = open(sys.argv[1], "rb").read()
n, d = np.frombuffer(b, "<u8", 2, 18).tolist()
print(json.dumps([b[:9].hex(), b[17], np.frombuffer(b, np.int32, n, 34).tolist(), np.frombuffer(b, np.int64, n, 34 + 4 * n).tolist(), np.frombuffer(b, np.int64, d, 34 + 12 * n).tolist()]))`;
  expect(run(script, join(folder, "tokens_000000.idx"))).toEqual([
    "4d4d49444944580000",
    8,
    [10, 69_990],
    [0, 20],
    [0, 1, 2],
  ]);
});

testWithNumpy("what np.save and tofile write is read", async () => {
  const folder = scratchFolder();
  const made = run(
    `a = (np.arange(70000) * 31) % 65000
for name in ["<u2", "<u4", "<i4", "<i8"]:
    np.save(f"{sys.argv[1]}/{name[1:]}.npy", a.astype(name))
a.astype("<u2").tofile(f"{sys.argv[1]}/raw.bin")
print(json.dumps(np.__version__))`,
    folder,
  );
  expect(made).toMatch(/^\d/);
  for (const name of ["u2", "u4", "i4", "i8"]) expect(allOf(open(join(folder, `${name}.npy`)))).toEqual(ids);
  expect(allOf(open(join(folder, "raw.bin"), { format: "bin", dtype: "uint16" }))).toEqual(ids);
});
