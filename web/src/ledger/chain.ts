interface Linked {
  sequence: number;
  hash: string;
  previous_hash: string;
}

/** The first entry that does not name the one before it; nothing where all do. */
export function brokenLink(entries: readonly Linked[]): number | undefined {
  return entries.find((entry, index) => {
    const before = entries[index - 1];
    if (!before) return false;
    return entry.sequence !== before.sequence + 1 || entry.previous_hash !== before.hash;
  })?.sequence;
}
