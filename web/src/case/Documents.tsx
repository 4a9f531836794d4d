import { useReceipt } from '../api/cases';
import type { CaseDetail, Receipt } from '../api/types';
import { link } from '../app/address';
import { Panel } from '../design/Panel';
import { Answer } from '../design/states';
import { date } from '../format/dates';
import { money, quantity } from '../format/money';
import { words } from '../format/words';

/** The papers of the case: read as a business document, and down to the bytes they came in. */
export function Documents({ documents }: { documents: NonNullable<CaseDetail['documents']> }) {
  return (
    <Panel title="Documents" bare>
      <ul>
        {documents.map((each) => (
          <li key={`${each.stage} ${each.document} ${each.receipt}`} className="difference-row">
            <details open={documents.length === 1}>
              <summary>
                {words(each.stage)} · <span className="mono">{each.document}</span>{' '}
                <span className="soft">{date(each.date)}</span>
              </summary>
              <div className="stack inside">
                {each.receipt && <ReceiptView id={each.receipt} />}
                {each.message && (
                  <a href={link(['messages', each.message])}>Open its message in the inspector</a>
                )}
              </div>
            </details>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function ReceiptView({ id }: { id: string }) {
  return (
    <Answer of={useReceipt(id)} what="the document">
      {({ receipt }) => <ReceiptTable receipt={receipt} />}
    </Answer>
  );
}

export function ReceiptTable({ receipt }: { receipt: Receipt }) {
  return (
    <div
      className="table-frame"
      tabIndex={0}
      role="region"
      aria-label={`Lines of ${receipt.document.number}`}
    >
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Order</th>
            <th scope="col">Item</th>
            <th scope="col" className="number">
              Quantity
            </th>
            <th scope="col" className="number">
              Price
            </th>
            <th scope="col" className="number">
              Amount
            </th>
          </tr>
        </thead>
        <tbody>
          {(receipt.lines ?? []).map((line) => (
            <tr key={line.line}>
              <td>{line.line}</td>
              <td>{[line.po, line.po_line].filter(Boolean).join(' / ')}</td>
              <td>
                {line.item.sku ?? line.item.vendor ?? line.item.gtin}{' '}
                <span className="soft">{line.item.description}</span>
              </td>
              <td className="number">{quantity(line.quantity, line.uom)}</td>
              <td className="number">{line.unit_price}</td>
              <td className="number">
                {line.amount && money(line.amount, receipt.currency ?? '')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
