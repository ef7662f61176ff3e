export { FAULT_KINDS, type Fault, type FaultKind, type FaultReport, onQuickDisk, withFault } from "./faults.ts";
export { buildPreload, noPreload, preloadEnvironment } from "./preload.ts";
