/** Arrays of a merge, one number for each byte of a piece of up to 256 bytes. */
import { MERGE_SPACE, MERGED } from "./memory";

/** The longest piece whose parts these hold. */
export const MAX_SHORT: u32 = 256;

/** u32: the parts of the piece, and then its ids. */
export const PARTS: usize = MERGED;
/** u32: what the part makes with the next: its rank, and the place of the part in the low 8 bits. */
export const MAKES: usize = MERGE_SPACE;
/** u16: the part after it, and the part before it. */
export const NEXT: usize = MAKES + (MAX_SHORT + 16) * 4;
export const BEFORE: usize = NEXT + (MAX_SHORT + 16) * 2;
