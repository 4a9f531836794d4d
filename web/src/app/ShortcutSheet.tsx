import { ModalDialog } from '../design/ModalDialog';

const KEYS: readonly (readonly [keys: string[], what: string])[] = [
  [['j', 'k'], 'next and previous row; on a case: next and previous difference'],
  [['Enter'], 'open the row'],
  [['x'], 'choose the row for a bulk action'],
  [['n'], 'on a case: the next case of the inbox'],
  [['a'], 'act: propose on a case, approve on a proposal, assign chosen rows to me'],
  [['c'], 'on a case: write into the answer box'],
  [['/'], 'search the inbox'],
  [['u'], 'back to the inbox'],
  [['Ctrl', 'K'], 'find a screen, a case, an order'],
  [['?'], 'this sheet'],
];

export function ShortcutSheet({ close }: { close: () => void }) {
  return (
    <ModalDialog title="Keys" close={close}>
      <dl className="facts">
        {KEYS.map(([keys, what]) => (
          <div key={what} className="fact-row">
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </ModalDialog>
  );
}
