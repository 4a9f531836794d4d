import { useEffect, useRef, type ReactNode } from 'react';
import type { Schemas } from '../api/types';
import { Empty } from '../design/states';
import { hexRows, latin1, pieceAt, type Piece, type PlacedFinding } from './segments';

/** What all panes share: the piece that is looked at, and how to look at another. */
interface Step {
  pieces: Piece[];
  piece: Piece | undefined;
  findings: PlacedFinding[];
  choose: (offset: number) => void;
}

function useInSight<E extends HTMLElement>(on: boolean) {
  const element = useRef<E>(null);
  useEffect(() => {
    if (on) element.current?.scrollIntoView({ block: 'nearest' });
  }, [on]);
  return element;
}

export function TreePane({ pieces, piece, findings, choose }: Step) {
  if (pieces.length === 0) return <Empty title="Its tree is its text" />;
  return (
    <ol className="pane" aria-label="Tree of the document">
      {pieces.map((each, index) => (
        <TreeItem
          key={`${each.offset} ${index}`}
          piece={each}
          current={each === piece}
          amiss={findings.some(({ at }) => at !== undefined && pieceAt(pieces, at) === each)}
          choose={choose}
        />
      ))}
    </ol>
  );
}

function TreeItem(props: {
  piece: Piece;
  current: boolean;
  amiss: boolean;
  choose: (offset: number) => void;
}) {
  const { piece, current, amiss, choose } = props;
  const item = useInSight<HTMLLIElement>(current);
  const [tag, ...name] = piece.name.split(' ');
  return (
    <li ref={item} className={`tree-row depth-${Math.min(piece.depth, 8)}`}>
      <button
        type="button"
        className="piece"
        aria-current={current || undefined}
        data-amiss={amiss || undefined}
        onClick={() => choose(piece.offset)}
      >
        {amiss && <span aria-label="finding">◆ </span>}
        <strong className="mono">{tag}</strong> <span className="soft">{name.join(' ')}</span>
        <span className="piece-text">{piece.text}</span>
      </button>
    </li>
  );
}

export function RawPane({ pieces, piece, choose, bytes }: Step & { bytes: Uint8Array }) {
  const text = latin1(bytes);
  if (pieces.length === 0)
    return (
      <pre className="pane raw" tabIndex={0}>
        {text}
      </pre>
    );
  return (
    <div className="pane raw" aria-label="The bytes as text" role="group">
      {pieces.map((each, index) => (
        <RawPiece
          key={`${each.offset} ${index}`}
          current={each === piece}
          choose={() => choose(each.offset)}
        >
          {text.slice(each.offset, each.end)}
        </RawPiece>
      ))}
    </div>
  );
}

function RawPiece(props: { current: boolean; choose: () => void; children: ReactNode }) {
  const element = useInSight<HTMLButtonElement>(props.current);
  return (
    <button
      ref={element}
      type="button"
      className="piece mono"
      aria-current={props.current || undefined}
      onClick={props.choose}
    >
      {props.children}
    </button>
  );
}

/** Which members of the receipt the chosen piece gave. */
export function TakenPane({ piece, taken }: Step & { taken: Schemas['TakenValue'][] }) {
  const here = taken.filter(({ offset }) => piece && offset >= piece.offset && offset < piece.end);
  if (here.length === 0) return <Empty title="Nothing was taken from this place" />;
  return (
    <div className="pane" tabIndex={0} role="region" aria-label="Taken values">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Place</th>
            <th scope="col">Value</th>
            <th scope="col">Member of the receipt</th>
          </tr>
        </thead>
        <tbody>
          {here.map((value, index) => (
            <tr key={index}>
              <td className="mono">
                {value.segment}
                {value.element && String(value.element).padStart(2, '0')}
              </td>
              <td>{value.text}</td>
              <td className="mono">{value.target}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const HEX_MAX = 2048;

export function HexPane({ piece, bytes }: Step & { bytes: Uint8Array }) {
  const from = piece?.offset ?? 0;
  const to = Math.min(piece?.end ?? bytes.length, from + HEX_MAX);
  return (
    <div className="pane" tabIndex={0} role="region" aria-label="Bytes in hexadecimal">
      <table className="hex">
        <tbody>
          {hexRows(bytes, from, to).map((row) => (
            <tr key={row.offset}>
              <th scope="row">{row.offset.toString(16).padStart(6, '0')}</th>
              <td>{row.hex}</td>
              <td>{row.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
