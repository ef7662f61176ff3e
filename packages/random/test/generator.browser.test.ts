/** The figures of generator.golden.test.ts in a browser, from the package as a user imports it. */
import { Generator } from "@windrow/random";
import { golden } from "@windrow/testing/browser";
import { describeTorchFills, describeTorchRng, type TorchFills, type TorchRng } from "./torch-figures.ts";

const fills = await fetch(new URL("./fixtures/torch_fills.json", import.meta.url));

describeTorchRng((seed) => new Generator(seed), await golden<TorchRng>("torch_rng"));
describeTorchFills((seed) => new Generator(seed), (await fills.json()) as TorchFills);
