/**
 * What the program of a worker thread does that goes wrong, in place of a pool's own.
 *
 * Core is imported by its path, not by its name: core's own tests depend on this package.
 */
import { serveRequests, WindrowError } from "../../../packages/core/dist/index.js";

const FAULTS = {
  exit: () => process.exit(9),
  throw: () =>
    new Promise(() => {
      queueMicrotask(() => {
        throw new RangeError("thrown outside of every promise");
      });
    }),
  hang: () => {
    for (;;);
  },
  error: () => {
    const circle = { label: "circle" };
    circle.self = circle;
    throw new WindrowError("FAULTY_WORKER", "refused", { circle, call: () => 1, cause: new TypeError("the cause") });
  },
  unsendable: () => ({ value: () => 1 }),
};

/** @param answersFirst requests that are answered with nothing before it goes wrong */
export function serveFault(fault, answersFirst) {
  let answersLeft = answersFirst;
  serveRequests(() => {
    if (answersLeft === 0) return FAULTS[fault]();
    answersLeft--;
    return {};
  }, "at once");
}
