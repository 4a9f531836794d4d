import type { Line, Order, ReceiptLine, Stage, StoredDocument } from '../api/types';
import { STAGES } from '../api/types';
import { compareDecimals, isZero, subtractDecimals } from '../format/decimal';

/** One document's line for the order line that is compared. */
export interface Entry {
  receipt: string;
  document: string;
  date: string;
  line: ReceiptLine;
  currency: string;
}

/** What one party says of an order line. */
export interface Side {
  stage: Stage;
  entries: Entry[];
  /** In base units, all documents together. */
  quantity: string;
  /** Against what the stage must agree with; nothing where it agrees or is silent. */
  difference: { against: string; by: string } | undefined;
  /** The first price that is not the ordered one. */
  price: { stated: string; ordered: string } | undefined;
}

/** Which running quantity of a line tells of a stage, and which one it is held against. */
const QUANTITIES: Record<Stage, { own: keyof Line; against?: keyof Line; called: string }> = {
  ordered: { own: 'ordered', called: '' },
  shipped: { own: 'shipped', against: 'ordered', called: 'ordered' },
  received: { own: 'received', against: 'shipped', called: 'shipped' },
  accrued: { own: 'posted', against: 'accepted', called: 'accepted' },
  invoiced: { own: 'billed', against: 'payable', called: 'payable' },
};

function entriesOf(documents: StoredDocument[], line: Line): Entry[] {
  return documents.flatMap(({ id, receipt }) =>
    (receipt.lines ?? [])
      .filter((each) => (each.po ?? receipt.references?.['po'] ?? '') === line.po || !each.po)
      .filter(
        (each) => each.po_line === line.po_line || (!each.po_line && each.item.sku === line.sku),
      )
      .map((each) => ({
        receipt: id,
        document: receipt.document.number,
        date: receipt.document.date ?? '',
        line: each,
        currency: receipt.currency ?? '',
      })),
  );
}

function otherPrice(entries: Entry[], ordered: ReceiptLine | undefined): Side['price'] {
  const price = ordered?.unit_price;
  if (!price) return undefined;
  const other = entries.find(
    ({ line }) =>
      line.unit_price && line.uom === ordered.uom && compareDecimals(line.unit_price, price) !== 0,
  );
  return other?.line.unit_price ? { stated: other.line.unit_price, ordered: price } : undefined;
}

function quantityOf(line: Line, name: keyof Line): string {
  return line[name] ?? '0';
}

/** The five accounts of one order line beside each other, with what does not agree. */
export function sideBySide(order: Order, line: Line): Side[] {
  const ordered = entriesOf(order.documents.ordered, line)[0]?.line;
  return STAGES.map((stage) => {
    const entries = entriesOf(order.documents[stage], line);
    const { own, against, called } = QUANTITIES[stage];
    const quantity = quantityOf(line, own);
    const silent = entries.length === 0 && isZero(quantity);
    // Without a ship notice the receipt is held against the order.
    const unannounced = stage === 'received' && isZero(line.shipped);
    const reference = unannounced ? 'ordered' : against;
    const by = reference ? subtractDecimals(quantity, quantityOf(line, reference)) : '0';
    return {
      stage,
      entries,
      quantity: silent ? '' : quantity,
      difference:
        silent || isZero(by) ? undefined : { against: unannounced ? 'ordered' : called, by },
      price: stage === 'ordered' ? undefined : otherPrice(entries, ordered),
    };
  });
}
