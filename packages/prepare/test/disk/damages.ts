/** Everything that a disk, a copy or a hand may do to one file of a folder. */
import { dirname, extname } from "node:path";
import type { Folder } from "@windrow/testing/fuzz";

export interface Damage {
  readonly what: string;
  /** Files that are not what they were. */
  readonly names: readonly string[];
  readonly isDeleted: boolean;
  readonly files: Folder;
}

/** @param random numbers from 0 up to 1, for the places of bits */
export function damagesOf(files: Folder, random: () => number): Damage[] {
  return [...files.keys()].flatMap((name) => [...damagesOfFile(files, name, random), ...swapsOf(files, name)]);
}

function damagesOfFile(files: Folder, name: string, random: () => number): Damage[] {
  const bytes = files.get(name)!;
  const changed = (what: string, to: Uint8Array): Damage => ({
    what: `${name} ${what}`,
    names: [name],
    isDeleted: false,
    files: new Map(files).set(name, to),
  });
  const without = new Map(files);
  without.delete(name);
  const deleted: Damage = { what: `${name} deleted`, names: [name], isDeleted: true, files: without };
  const appended = changed("with a byte more", Buffer.concat([bytes, Buffer.of(10)]));
  if (bytes.length === 0) return [appended, deleted];
  const places = [0, bytes.length - 1, ...Array.from({ length: 4 }, () => Math.floor(random() * bytes.length))];
  const flipped = places.map((place) => {
    const bit = Math.floor(random() * 8);
    const other = Buffer.from(bytes);
    other[place]! ^= 1 << bit;
    return changed(`with bit ${bit} of byte ${place} flipped`, other);
  });
  const half = Math.floor(bytes.length / 2);
  const zeros = Buffer.concat([bytes.subarray(0, half), Buffer.alloc(bytes.length - half)]);
  return [
    ...flipped,
    changed("cut by a byte", bytes.subarray(0, -1)),
    changed("cut in half", bytes.subarray(0, half)),
    changed("emptied", new Uint8Array()),
    ...(zeros.equals(bytes) ? [] : [changed("with zeros for its second half", zeros)]),
    appended,
    deleted,
  ];
}

/** Its place taken by another of its kind, which has its own. Each pair once. */
function swapsOf(files: Folder, name: string): Damage[] {
  const own = files.get(name)!;
  const isAlike = (other: string): boolean =>
    other > name && extname(other) === extname(name) && dirname(other) === dirname(name);
  const others = [...files].filter(([other, bytes]) => isAlike(other) && !Buffer.from(own).equals(bytes));
  return others.map(([other, bytes]) => ({
    what: `${name} swapped with ${other}`,
    names: [name, other],
    isDeleted: false,
    files: new Map(files).set(name, bytes).set(other, own),
  }));
}
