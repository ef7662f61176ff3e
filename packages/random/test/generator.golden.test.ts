/** Every figure of golden/torch_rng.json that a generator makes, bit for bit (torch 2.14.1, AVX2), and torch 2.13's of fixtures. */
import { readFileSync } from "node:fs";
import { golden } from "@windrow/testing";
import { Generator } from "../src/index.ts";
import { describeTorchFills, describeTorchRng, type TorchFills, type TorchRng } from "./torch-figures.ts";

const fills = readFileSync(new URL("./fixtures/torch_fills.json", import.meta.url), "utf8");

describeTorchRng((seed) => new Generator(seed), golden<TorchRng>("torch_rng"));
describeTorchFills((seed) => new Generator(seed), JSON.parse(fills) as TorchFills);
