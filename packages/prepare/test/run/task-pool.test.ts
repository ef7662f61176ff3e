import { PrepareError } from "@windrow/prepare";
import { describeThreadFaults } from "@windrow/testing/threads";
import { expect, onTestFinished, test } from "vitest";
import { TaskPool } from "../../src/run/task-pool.ts";

const TASK = { stage: "encode", index: 0 } as const;

describeThreadFaults("a pool of threads that do tasks", {
  start: (program) => {
    const pool = new TaskPool({ threads: 1, program });
    return { ask: () => pool.runTask("/nowhere", TASK), close: () => pool.close() };
  },
  failedCode: "PREPARE_THREAD_FAILED",
});

function startPool(threads: number): TaskPool {
  const pool = new TaskPool({ threads, program: new URL("counting-worker.mjs", import.meta.url) });
  onTestFinished(() => pool.close());
  return pool;
}

test("a thread that ended is replaced by the next request", async () => {
  const pool = startPool(1);
  expect(await pool.runTask("a", TASK)).toBe(0);
  expect(await pool.runTask("a", TASK)).toBe(1);
  const [failed, waiting] = [pool.runTask("exit", TASK), pool.runTask("a", TASK)];
  const queued = pool.runTask("a", TASK);
  const threadFailed = { code: "PREPARE_THREAD_FAILED", message: expect.stringContaining("(exit code 3)") };
  await expect(failed).rejects.toMatchObject(threadFailed);
  await expect(waiting).rejects.toMatchObject(threadFailed);
  expect(await queued).toBe(0);
  expect(await pool.runTask("a", TASK)).toBe(1);
});

test("requests that only write leave their thread room for another two, but it has four at most", async () => {
  const pool = startPool(1);
  const writing = ["write", "write", "write", "write", "write"].map((output) => pool.runTask(output, TASK));
  const late = pool.runTask("end writing", TASK);
  // The fifth waits in the pool, and what ends the others behind it.
  const outcome = await Promise.race([...writing, late, new Promise((resolve) => setTimeout(resolve, 300, "none"))]);
  expect(outcome).toBe("none");
  await pool.close();
  for (const { status } of await Promise.allSettled([...writing, late])) expect(status).toBe("rejected");
});

test("a request that only writes lets a third one begin", async () => {
  const pool = startPool(1);
  const writing = [pool.runTask("write", TASK), pool.runTask("write", TASK)];
  expect(await pool.runTask("how many write", TASK)).toBe(2);
  await pool.runTask("end writing", TASK);
  expect(await Promise.all(writing)).toEqual([2, 2]);
});

test("stopScans refuses the scans that wait for a thread, at once, and leaves the tasks", async () => {
  const pool = startPool(1);
  const soon = (promise: Promise<unknown>): Promise<unknown> =>
    Promise.race([
      promise.catch((error: PrepareError) => error.code),
      new Promise((end) => setTimeout(end, 100, "waits")),
    ]);
  const others = [pool.runTask("hang", TASK), pool.runTask("a", TASK), pool.runTask("a", TASK)];
  const scan = pool.run({ kind: "scan" } as never);
  pool.stopScans();
  expect(await soon(scan)).toBe("PREPARE_INTERRUPTED");
  expect(await Promise.all(others.map(soon))).toEqual(["waits", "waits", "waits"]);
});

test("close interrupts what runs and what waits, and nothing is taken any more", async () => {
  const pool = startPool(1);
  const asked = [pool.runTask("hang", TASK), pool.runTask("a", TASK), pool.runTask("a", TASK)];
  const outcomes = Promise.allSettled(asked);
  await pool.close();
  for (const outcome of await outcomes) {
    expect(outcome).toMatchObject({ status: "rejected", reason: { code: "PREPARE_INTERRUPTED" } });
    expect((outcome as PromiseRejectedResult).reason).toBeInstanceOf(PrepareError);
  }
  await expect(pool.runTask("a", TASK)).rejects.toMatchObject({ code: "PREPARE_INTERRUPTED" });
});
