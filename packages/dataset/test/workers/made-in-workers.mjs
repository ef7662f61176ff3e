/** What the tests let worker threads make: a dataset and a collate of a user's own. */
import { parentPort } from "node:worker_threads";
import { defaultGenerator } from "@windrow/random";

/** @param {{ length: number, throwsAt?: number, endsAt?: number }} data */
export function makeSquares({ length, throwsAt, endsAt }) {
  return {
    length,
    get(index) {
      if (index === throwsAt) failOnPurpose(index);
      if (index === endsAt) process.exit(3);
      return index * index;
    },
  };
}

/** The same, in a thread that ends a while after. */
export function makeSquaresThatEnd(data) {
  setTimeout(() => process.exit(4), 150);
  return makeSquares(data);
}

export function makeCaused() {
  throw new Error("outer", { cause: new TypeError("inner") });
}

/** The same, with what a worker has to wait for. */
export async function makeSlowSquares(data) {
  await new Promise((resolve) => setTimeout(resolve, 5));
  const squares = makeSquares(data);
  // Later batches are done sooner.
  const wait = (index) => new Promise((resolve) => setTimeout(resolve, (data.length - index) / 2));
  return { length: data.length, get: async (index) => (await wait(index), squares.get(index)) };
}

export function makeJoin({ separator }) {
  return (samples) => samples.join(separator);
}

export function makeFunctions() {
  return () => () => "a function can't be cloned";
}

/** @param {{ length: number }} data token = position */
export function makeSource({ length }) {
  return {
    length,
    read(start, out) {
      for (let i = 0; i < out.length; i++) out[i] = start + i;
    },
  };
}

export function makeNothing() {
  throw new RangeError("nothing can be made");
}

function failOnPurpose(index) {
  throw Object.assign(new TypeError(`no square of ${index}`), { code: "NO_SQUARE" });
}

/** Samples that are drawn from the worker's default generator: index and number. */
export function drawnSamples() {
  return { length: 11, get: (index) => [index, defaultGenerator().randint(0, 2 ** 31, 1)[0]] };
}

/** Samples as they are. */
export function asGiven() {
  return (samples) => samples;
}

/** @param {{ length: number, hangsAt: number, how: "loop" | "promise" }} data */
export function makeHanging({ length, hangsAt, how }) {
  const hang = () => {
    if (how === "promise") return new Promise(() => {});
    for (;;);
  };
  return { length, get: (index) => (index >= hangsAt ? hang() : index) };
}

/** Never makes its dataset. */
export function makeNever() {
  return new Promise(() => {});
}

/** A dataset that sends messages to the other side itself, none of which is a batch. */
export function makeTalking({ length }) {
  for (const message of ["hello", null, 5, { number: 10 ** 6, batch: "none" }, {}]) parentPort.postMessage(message, []);
  return { length, get: (index) => index };
}
