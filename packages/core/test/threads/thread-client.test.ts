import { fileURLToPath } from "node:url";
import { spawnSync } from "node:child_process";
import { describeThreadFaults } from "@windrow/testing/threads";
import { describe, expect, onTestFinished, test } from "vitest";
import { nodeThreads, ThreadClient, WindrowError, within } from "../../src/index.ts";

const PROGRAM = new URL("echo-worker.mjs", import.meta.url);

function startClient(program: URL = PROGRAM): ThreadClient<unknown> {
  const failed = (why: string, cause: Error | undefined): Error =>
    new WindrowError("CORE_FAILED", `the thread failed: ${why}`, { cause });
  return new ThreadClient(nodeThreads()!, { program, place: "in a thread of the test", failed });
}

function startEcho(): ThreadClient<unknown> {
  const client = startClient();
  onTestFinished(() => client.end());
  return client;
}

describeThreadFaults("a client of one thread", {
  start: (program) => {
    const client = startClient(program);
    return { ask: () => client.ask("anything"), close: () => client.end() };
  },
  failedCode: "CORE_FAILED",
});

describe("requests and answers", () => {
  test("each request gets its answer, whatever the order they come in", async () => {
    const client = startEcho();
    const answers = await Promise.all([30, 0, 15].map((ms) => client.ask({ wait: ms, echo: ms })));
    expect(answers).toEqual([30, 0, 15]);
    expect(client.pending).toBe(0);
  });

  test("memory is handed over, both ways", async () => {
    const client = startEcho();
    const bytes = new Uint8Array([1, 2, 3]);
    const back = await client.ask<Uint8Array>({ echo: bytes, handBack: true }, { transfer: [bytes.buffer] });
    expect(bytes.length).toBe(0);
    expect([...back]).toEqual([1, 2, 3]);
  });

  test("notices come before the answer", async () => {
    const client = startEcho();
    let notices = 0;
    await client.ask({ notices: 3 }, { onNotice: () => notices++ });
    expect(notices).toBe(3);
  });

  test("a request that can't be sent is refused, and the next one is not", async () => {
    const client = startEcho();
    await expect(client.ask({ echo: () => 1 })).rejects.toMatchObject({ name: "DataCloneError" });
    expect(client.pending).toBe(0);
    expect(await client.ask({ echo: 1 })).toBe(1);
  });

  test("messages that code in the thread posts by itself are not for us", async () => {
    const client = startEcho();
    expect(await client.ask({ noise: true, echo: 5 })).toBe(5);
  });

  test("after its end it refuses at once, with the error that it was ended with", async () => {
    const client = startEcho();
    const ended = new Error("interrupted");
    const waiting = client.ask({ wait: 60_000 }).catch((error: unknown) => error);
    await client.end(ended);
    expect(await waiting).toBe(ended);
    await expect(client.ask({ echo: 1 })).rejects.toBe(ended);
    expect(client.hasFailed).toBe(true);
  });
});

describe("the end", () => {
  test("a thread that is asked to ends by itself", async () => {
    const client = startEcho();
    await client.endBy({ isLast: true }, 60_000);
    await client.ended;
    await expect(client.ask({ echo: 1 })).rejects.toMatchObject({ message: "the thread failed: exit code 0" });
  });

  test("one that does not is ended", async () => {
    const client = startEcho();
    const hanging = client.ask({ hang: true }).catch((error: unknown) => error);
    await client.endBy({ isLast: true }, 50);
    expect(await hanging).toMatchObject({ code: "CORE_FAILED" });
  });

  test("an idle thread does not keep the process, and one that is asked does", () => {
    const run = (code: string): { stdout: string; status: number | null } =>
      spawnSync(
        process.execPath,
        [
          "--input-type=module",
          "-e",
          `import { nodeThreads, ThreadClient } from "@windrow/core";
          const client = new ThreadClient(nodeThreads(), { program: new URL(${JSON.stringify(PROGRAM.href)}), place: "", failed: (why) => new Error(why) });
          ${code}`,
        ],
        { encoding: "utf8", cwd: fileURLToPath(new URL(".", import.meta.url)), timeout: 60_000 },
      );
    expect(run(`console.log(await client.ask({ echo: "idle" }));`)).toMatchObject({ stdout: "idle\n", status: 0 });
    // Answers that come while the thread is ended: it was let go of with the last of them, and the process with it.
    const late = `const first = client.ask({ echo: 1 }); client.ask({ echo: 2 }).catch(() => {});
      for (const end = performance.now() + 300; performance.now() < end; );
      await first; await client.end(); console.log("ended");`;
    expect(run(`await client.ask({ echo: 0 }); ${late}`)).toMatchObject({ stdout: "ended\n", status: 0 });
    expect(run(`client.ask({ wait: 300, echo: "late" }).then(console.log);`)).toMatchObject({ stdout: "late\n" });
  });
});

describe("within", () => {
  const late = (): Error => new Error("late");
  test("a promise in time, one that fails in time, one that is late, one without a limit", async () => {
    expect(await within(60_000, Promise.resolve(1), late)).toBe(1);
    await expect(within(60_000, Promise.reject(new Error("no")), late)).rejects.toThrow("no");
    await expect(within(5, new Promise(() => {}), late)).rejects.toThrow("late");
    expect(await within(Infinity, Promise.resolve(2), late)).toBe(2);
  });
});
