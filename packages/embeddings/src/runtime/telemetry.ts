/** onnxruntime-node's telemetry, which is off. */

/**
 * onnxruntime-node's builds keep a number of the machine and send events to Microsoft unless this variable
 * is set when the process first makes a session; a user's own value counts. A worker thread has a copy of the
 * environment, which onnxruntime does not see: it has to be set where threads are started from.
 * Source: onnxruntime's docs/Privacy.md, pull request 27379.
 */
export function refuseTelemetry(): void {
  process.env["ORT_DISABLE_TELEMETRY"] ??= "1";
}
