/** A small generator for test data: the same seed gives the same numbers, from 0 up to 1. */
export declare function mulberry32(seed: number): () => number;
