/** What one text has in the place of another, line by line. */

export interface DiffLine {
  kind: 'same' | 'gone' | 'new';
  text: string;
}

/** More lines than a policy ever has: beyond them all of the old goes and all of the new comes. */
const LINES_MAX = 2_000;

/** How long the longest common row of lines is, from each place on. */
function commonLengths(before: string[], after: string[]): Uint16Array[] {
  const lengths = Array.from(
    { length: before.length + 1 },
    () => new Uint16Array(after.length + 1),
  );
  for (let i = before.length - 1; i >= 0; --i)
    for (let j = after.length - 1; j >= 0; --j)
      lengths[i]![j] =
        before[i] === after[j]
          ? lengths[i + 1]![j + 1]! + 1
          : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
  return lengths;
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

export function diffLines(was: string, is: string): DiffLine[] {
  const before = linesOf(was);
  const after = linesOf(is);
  const gone = (text: string): DiffLine => ({ kind: 'gone', text });
  const added = (text: string): DiffLine => ({ kind: 'new', text });
  if (before.length > LINES_MAX || after.length > LINES_MAX)
    return [...before.map(gone), ...after.map(added)];
  const lengths = commonLengths(before, after);
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push({ kind: 'same', text: before[i++]! });
      ++j;
    } else if (
      j === after.length ||
      (i < before.length && lengths[i + 1]![j]! >= lengths[i]![j + 1]!)
    ) {
      lines.push(gone(before[i++]!));
    } else {
      lines.push(added(after[j++]!));
    }
  }
  return lines;
}
