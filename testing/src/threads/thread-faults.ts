/** What every pool of worker threads has to stand: one suite, run for each. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";

type Fault = "exit" | "throw" | "hang" | "error" | "unsendable";

/** A pool with one thread that runs a program which goes wrong. */
interface FaultyPool {
  /** Asks its thread for something. */
  ask(): Promise<unknown>;
  /** Ends the pool, whatever its thread does. */
  close(): Promise<void>;
}

interface ThreadFaultsOptions {
  /** Starts the pool. @param program in place of its own */
  start(program: URL): FaultyPool | Promise<FaultyPool>;
  /** The code of the error where a thread ends by itself. */
  readonly failedCode: string;
  /** Requests that the pool makes before the first `ask`, and that have to succeed. Default 0. */
  readonly answersFirst?: number;
}

/** Runs the suite. @param name such as "the DataLoader's workers" */
export function describeThreadFaults(name: string, { start, failedCode, answersFirst = 0 }: ThreadFaultsOptions): void {
  const folder = mkdtempSync(join(tmpdir(), "windrow-threads-"));
  const programOf = (fault: Fault): URL => {
    // A file for each: a worker's URL loses its query.
    const path = join(folder, `${fault}.mjs`);
    const module = new URL("serve-fault.mjs", import.meta.url).href;
    writeFileSync(path, `import { serveFault } from "${module}";\nserveFault("${fault}", ${answersFirst});\n`);
    return pathToFileURL(path);
  };
  const startFaulty = async (fault: Fault): Promise<FaultyPool> => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    process.on("unhandledRejection", note);
    const pool = await start(programOf(fault));
    onTestFinished(async () => {
      await pool.close();
      // A turn later Node has reported every promise that nobody listens to.
      await new Promise((resolve) => setTimeout(resolve));
      process.off("unhandledRejection", note);
      expect(unhandled).toEqual([]);
    });
    return pool;
  };
  const errorOf = async (asked: Promise<unknown>): Promise<unknown> => {
    const settled = await asked.then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    expect(settled).toHaveProperty("error");
    return (settled as { error: unknown }).error;
  };

  describe(name, () => {
    afterAll(() => rmSync(folder, { recursive: true }));

    test("a thread that exits fails what was asked of it", async () => {
      const pool = await startFaulty("exit");
      const asked = [pool.ask(), pool.ask()];
      for (const one of asked) {
        const error = await errorOf(one);
        expect(error).toMatchObject({ code: failedCode });
        expect((error as Error).message).toMatch(/exit code 9/);
      }
    });

    test("what a thread throws outside of a request is the cause", async () => {
      const pool = await startFaulty("throw");
      const error = await errorOf(pool.ask());
      expect(error).toMatchObject({ code: failedCode, cause: { message: "thrown outside of every promise" } });
    });

    test("an error of a request comes with its code, its cause, and the fields that can be sent", async () => {
      const pool = await startFaulty("error");
      const error = await errorOf(pool.ask());
      expect(error).toMatchObject({ code: "FAULTY_WORKER", message: "refused", cause: { message: "the cause" } });
      const { fields } = error as { fields: { circle: { label: string; self: unknown } } };
      expect(Object.keys(fields)).toEqual(["circle"]);
      expect(fields.circle.self).toBe(fields.circle);
      // The thread goes on.
      expect(await errorOf(pool.ask())).toMatchObject({ code: "FAULTY_WORKER" });
    });

    test("an answer that can't be sent is the request's error", async () => {
      const pool = await startFaulty("unsendable");
      expect(await errorOf(pool.ask())).toMatchObject({ name: "DataCloneError" });
    });

    test("a thread that hangs is ended by close, and nothing waits for it any longer", async () => {
      const pool = await startFaulty("hang");
      const asked = errorOf(pool.ask());
      await new Promise((resolve) => setTimeout(resolve, 50));
      await pool.close();
      expect(await asked).toBeInstanceOf(Error);
    });

    test("whoever leaves early leaves no promise without an answer", async () => {
      const pool = await startFaulty("error");
      const asked = [pool.ask(), pool.ask(), pool.ask()].map(errorOf);
      await pool.close();
      expect(await Promise.all(asked)).toHaveLength(3);
    });
  });
}
