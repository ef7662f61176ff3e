/** Damaged shards, sidecars and manifests: a right result, or a ShardsError. */
import { testFuzzTargets } from "@windrow/testing/fuzz";
import { shards } from "./shards.ts";

testFuzzTargets(shards);
