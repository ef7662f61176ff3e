/** The error of this package that some work ends with. */
import { PrepareError } from "@windrow/prepare";
import { expect } from "vitest";

export async function errorOf(work: Promise<unknown>): Promise<PrepareError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PrepareError);
  return error as PrepareError;
}
