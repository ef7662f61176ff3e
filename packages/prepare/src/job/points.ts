/**
 * Where a task is, published on the channel "windrow:prepare" of node:diagnostics_channel, in the thread
 * that does it: for logs, and for tests that end a process at such a point.
 */
import { channel } from "node:diagnostics_channel";
import type { Task } from "./tasks.ts";

/**
 * "reading": nothing was made yet; "encoding": the first documents are there; "written": the temporary
 * files are complete; "renamed": files are in their places, the marker is not; "marked": it is, but nobody knows yet.
 */
export type Point = "reading" | "encoding" | "written" | "renamed" | "marked";

/** What subscribers get. */
export interface PointMessage extends Task {
  readonly point: Point;
  readonly output: string;
}

const points = channel("windrow:prepare");

export function publishPoint(point: Point, output: string, { stage, index }: Task): void {
  if (points.hasSubscribers) points.publish({ point, output, stage, index } satisfies PointMessage);
}
