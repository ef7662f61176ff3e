export { isWindrowError, WindrowError, type ErrorFields } from "./windrow-error.ts";
export { elsewhere, wording, wordingOf, type Wording, type WordingPart } from "./wording.ts";
export { quoted, visibleText } from "./visible-text.ts";
export { describe } from "./describe.ts";
export { shown } from "./shown.ts";
export { didYouMean, nearestNames, nearNames } from "./near-names.ts";
export {
  checkBoolean,
  checkFunction,
  checkInteger,
  checkOptions,
  invalidOption,
  refuseUnknown,
  type OptionError,
} from "./option-checks.ts";
export { isDetached } from "./detached.ts";
export { isArrayBuffer, isMap, isSet, isUint8Array } from "./kinds.ts";
export { whyNotAnId } from "./not-an-id.ts";
export { sha256 } from "./sha256.ts";
export { isNpy, NPY_PREFIX_BYTES, npyDataStart, parseNpyHeader, type NpyFail, type NpyHeader } from "./npy-header.ts";
export { receiveError, sendError, type SentError } from "./sent-error.ts";
export { availableCores, type NodeThreads, nodeThreads } from "./threads/node-threads.ts";
export { ThreadClient, type ThreadClientOptions } from "./threads/thread-client.ts";
export { serveRequests, type Answer } from "./threads/serve-requests.ts";
export { within } from "./threads/within.ts";
