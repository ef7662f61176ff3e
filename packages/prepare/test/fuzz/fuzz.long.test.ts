/** Damaged inputs and damaged folders of jobs: documents and a status, or a PrepareError. */
import { testFuzzTargets } from "@windrow/testing/fuzz";
import { inputs } from "./inputs.ts";
import { jobFolders } from "./job-folders.ts";

testFuzzTargets([...inputs, jobFolders]);
