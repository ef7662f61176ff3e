/** What somebody who may write to a queue puts there in place of tasks. */

/** @param task of a job that is there: its data as `enqueue` makes it @returns each with what is wrong in it */
export function hostilePayloads(task: {
  readonly output: string;
  readonly job: string;
}): readonly (readonly [what: string, data: unknown])[] {
  const valid = { output: task.output, job: task.job, stage: "encode", index: 0 };
  const indices = ["/../../../../../pwned/package", "0", "../0", -1, 0.5, 2 ** 53, 10 ** 6, 1e300, null, [0], {}, true];
  const stages = [
    "../../x",
    "../../../../pwned/x",
    "",
    "Encode",
    "encode/",
    "failed",
    "__proto__",
    0,
    null,
    ["encode"],
    {},
  ];
  const outputs = [
    "",
    ".",
    "relative",
    "/",
    "/a/../b",
    `${task.output}/`,
    `${task.output}/../out`,
    `${task.output}\0`,
    7,
    null,
    {},
  ];
  const jobs = ["", "../x", task.job.toUpperCase(), `${task.job}0`, null, 5];
  return [
    ...(["encode", "assemble", "advance"] as const).flatMap((stage) =>
      indices.map((index) => [`${stage} ${JSON.stringify(index)}`, { ...valid, stage, index }] as const),
    ),
    ...stages.map((stage) => [`stage ${JSON.stringify(stage)}`, { ...valid, stage }] as const),
    ...outputs.map((output) => [`output ${JSON.stringify(output)}`, { ...valid, output }] as const),
    ...jobs.map((job) => [`job ${JSON.stringify(job)}`, { ...valid, job }] as const),
    ["a field too many", { ...valid, path: "/pwned" }],
    ["no fields", {}],
    ["an array", [valid]],
    ["a text", "encode"],
    ["nothing", null],
    ["escapes", { ...valid, stage: "\u001b]0;pwned\u0007" }],
  ];
}
