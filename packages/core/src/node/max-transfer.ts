/** Linux transfers at most 2^31 - 4096 bytes in one call, and Node refuses to ask for more than 2^31 - 1. */
export const MAX_TRANSFER_BYTES: number = 2 ** 30;
