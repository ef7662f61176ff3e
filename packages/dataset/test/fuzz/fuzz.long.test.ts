/** Damaged states: a right result, or a DatasetError. */
import { testFuzzTargets } from "@windrow/testing/fuzz";
import { loaderStates } from "./states.ts";

testFuzzTargets([loaderStates]);
