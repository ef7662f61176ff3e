/** Fields of a ByteLevel in a tokenizer.json that have to be there, as true or false. */
export const BYTE_LEVEL_FLAGS: readonly string[] = ["add_prefix_space", "trim_offsets"];
