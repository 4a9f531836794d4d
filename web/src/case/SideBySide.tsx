import type { Line, Order } from '../api/types';
import { link } from '../app/address';
import { Badge } from '../design/Badge';
import { date } from '../format/dates';
import { money, quantity, signedQuantity } from '../format/money';
import { words } from '../format/words';
import { sideBySide, type Entry, type Side } from './sideBySide';

/** Ordered, shipped, received, accrued, invoiced: what each party says of one line. */
export function SideBySide({ order, line }: { order: Order; line: Line }) {
  const sides = sideBySide(order, line);
  const item = sides
    .flatMap(({ entries }) => entries)
    .find(({ line: { item } }) => item.description);
  return (
    <figure className="sides">
      <figcaption>
        <h3>
          Line {line.po_line} · {line.sku}
        </h3>
        <span className="soft">{item?.line.item.description}</span>
        <Badge>{words(line.state)}</Badge>
      </figcaption>
      <div className="sides-grid">
        {sides.map((side) => (
          <SideView key={side.stage} side={side} unit={line.uom} />
        ))}
      </div>
    </figure>
  );
}

function SideView({ side, unit }: { side: Side; unit: string }) {
  const differs = side.difference !== undefined || side.price !== undefined;
  return (
    <div className="side-cell" data-differs={differs || undefined}>
      <p className="small soft">{words(side.stage)}</p>
      {side.quantity ? (
        <p className="side-quantity">{quantity(side.quantity, unit)}</p>
      ) : (
        <p className="soft">Nothing yet</p>
      )}
      {side.difference && (
        <p className="difference">
          <span aria-hidden="true">≠</span> {signedQuantity(side.difference.by)} against{' '}
          {side.difference.against}
        </p>
      )}
      {side.price && (
        <p className="difference">
          <span aria-hidden="true">≠</span> price {side.price.stated}, ordered at{' '}
          {side.price.ordered}
        </p>
      )}
      <ul className="small">
        {side.entries.map((entry) => (
          <EntryView key={`${entry.receipt} ${entry.line.line}`} entry={entry} />
        ))}
      </ul>
    </div>
  );
}

function EntryView({ entry }: { entry: Entry }) {
  const { line } = entry;
  return (
    <li>
      <span className="mono">{entry.document}</span>
      <span className="soft"> {date(entry.date)}</span>
      <br />
      {quantity(line.quantity, line.uom)}
      {line.unit_price && <> × {line.unit_price}</>}
      {line.amount && <> = {money(line.amount, entry.currency)}</>}
      {line.condition && line.condition !== 'good' && (
        <Badge tone="warn">{words(line.condition)}</Badge>
      )}
    </li>
  );
}

export function OrderLink({ supplier, po }: { supplier: string; po: string }) {
  return <a href={link(['orders', supplier, po])}>Order {po}</a>;
}
