import type { Finding, Schemas } from '../api/types';

type Inspection = Schemas['Inspection'];
type Transaction = Schemas['InspectedTransaction'];

/** One row of the tree with the bytes it was read from: [offset, end). */
export interface Piece {
  offset: number;
  end: number;
  depth: number;
  name: string;
  text: string;
}

export interface PlacedFinding extends Finding {
  /** Where in the message; nothing where the finding is of the whole. */
  at: number | undefined;
}

export function transactionsOf(inspection: Inspection): Transaction[] {
  return inspection.interchanges.flatMap(({ groups }) =>
    groups.flatMap(({ transactions }) => transactions),
  );
}

/** The rows of a transaction; the last one ends where the next transaction begins. */
export function piecesOf(transaction: Transaction, end: number): Piece[] {
  const rows = transaction.tree ?? [];
  return rows.map((row, index) => ({
    offset: row.offset,
    end: rows.slice(index + 1).find(({ offset }) => offset > row.offset)?.offset ?? end,
    depth: row.depth,
    name: row.name,
    text: row.text ?? '',
  }));
}

/** The piece that a byte belongs to: findings may point at an element within it. */
export function pieceAt(pieces: readonly Piece[], offset: number): Piece | undefined {
  return pieces.findLast((piece) => piece.offset <= offset) ?? pieces[0];
}

/** The end of the bytes of the transaction at `index`. */
export function endOf(transactions: Transaction[], index: number, size: number): number {
  return transactions.slice(index + 1).find(({ offset }) => offset !== undefined)?.offset ?? size;
}

/** Findings of a transaction at their places: segments count from one, at its header. */
export function placed(transaction: Transaction): PlacedFinding[] {
  const rows = transaction.tree ?? [];
  return [...transaction.errors, ...(transaction.warnings ?? [])].map((finding) => ({
    ...finding,
    at: finding.offset ?? (finding.position ? rows[finding.position - 1]?.offset : undefined),
  }));
}

/** Bytes as one character each, so that offsets of bytes are offsets of characters. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

export interface HexRow {
  offset: number;
  hex: string;
  text: string;
}

const HEX_ROW = 16;

/** The bytes [from, to), whole rows of sixteen. */
export function hexRows(bytes: Uint8Array, from: number, to: number): HexRow[] {
  const rows: HexRow[] = [];
  const end = Math.min(to, bytes.length);
  for (let offset = from - (from % HEX_ROW); offset < end; offset += HEX_ROW) {
    const row = [...bytes.subarray(offset, Math.min(offset + HEX_ROW, bytes.length))];
    rows.push({
      offset,
      hex: row.map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
      text: row
        .map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '·'))
        .join(''),
    });
  }
  return rows;
}
