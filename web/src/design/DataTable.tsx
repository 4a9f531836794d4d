import { useState, type ReactNode } from 'react';
import { compareDecimals } from '../format/decimal';

export interface Column<Row> {
  title: string;
  cell: (row: Row) => ReactNode;
  /** What the column is sorted by; without it, it is not. */
  by?: (row: Row) => string;
  number?: boolean;
}

interface Order {
  column: number;
  down: boolean;
}

function sorted<Row>(rows: readonly Row[], columns: Column<Row>[], order: Order | undefined) {
  const column = order && columns[order.column];
  const by = column?.by;
  if (!order || !by) return rows;
  const compare = column.number
    ? compareDecimals
    : (a: string, b: string) => a.localeCompare(b, undefined, { numeric: true });
  return rows.toSorted((a, b) => compare(by(a), by(b)) * (order.down ? -1 : 1));
}

/** A table that can be sorted by its heads. Rows stay in the order given until somebody asks. */
export function DataTable<Row>(props: {
  label: string;
  columns: Column<Row>[];
  rows: readonly Row[];
  id: (row: Row) => string;
}) {
  const [order, setOrder] = useState<Order>();
  const turn = (column: number) =>
    setOrder((was) =>
      was?.column === column ? { column, down: !was.down } : { column, down: false },
    );
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label={props.label}>
      <table className="table">
        <thead>
          <tr>
            {props.columns.map((column, index) => (
              <Head
                key={column.title}
                column={column}
                order={order?.column === index ? order : undefined}
                turn={() => turn(index)}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted(props.rows, props.columns, order).map((row) => (
            <tr key={props.id(row)}>
              {props.columns.map((column) => (
                <td key={column.title} className={column.number ? 'number' : undefined}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head<Row>(props: { column: Column<Row>; order: Order | undefined; turn: () => void }) {
  const { column, order } = props;
  const direction = order && (order.down ? 'descending' : 'ascending');
  return (
    <th scope="col" className={column.number ? 'number' : undefined} aria-sort={direction}>
      {column.by ? (
        <button type="button" onClick={props.turn}>
          {column.title} <span aria-hidden="true">{order ? (order.down ? '↓' : '↑') : ''}</span>
        </button>
      ) : (
        column.title
      )}
    </th>
  );
}
