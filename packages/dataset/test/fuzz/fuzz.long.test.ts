/** Damaged shards, sidecars, manifests and states: a right result, or a DatasetError. */
import { testFuzzTargets } from "@windrow/testing/fuzz";
import { shards } from "./shards.ts";
import { loaderStates } from "./states.ts";

testFuzzTargets([...shards, loaderStates]);
