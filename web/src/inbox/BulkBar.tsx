import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type FormEvent } from 'react';
import { actOnMany, refresh, type CaseAction } from '../api/cases';
import type { CaseRow, Schemas } from '../api/types';
import { useMe } from '../app/me';
import { useShortcuts } from '../app/shortcuts';
import { ModalDialog } from '../design/ModalDialog';
import { totals, money } from '../format/money';
import { plural } from '../format/words';
import { useTakenBack } from './takenBack';

interface Bulk {
  title: string;
  rows: CaseRow[];
  body: CaseAction;
}

/** So long an action can be taken back: it is sent when the time is over. */
const UNDO_MS = 6_000;

/** One action for many cases: shown before it is done, and taken back while there is time. */
export function BulkBar({ rows, done }: { rows: CaseRow[]; done: () => void }) {
  const me = useMe();
  const [preview, setPreview] = useState<Bulk>();
  const { pending, told, start, undo } = useSending();
  const [giving, setGiving] = useState(false);
  const leads = me.duties.some((duty) => duty.lead);
  const assign = (assignee = me.id): Bulk => ({
    title: `Assign ${plural(rows.length, 'case')} to ${assignee === me.id ? 'me' : assignee}`,
    rows,
    body: { action: 'assign', assignee },
  });
  const escalate = (): Bulk => ({
    title: `Escalate ${plural(rows.length, 'case')}`,
    rows,
    body: { action: 'escalate', reason: 'Escalated from the inbox' },
  });
  useShortcuts({ a: () => rows.length > 0 && setPreview(assign()) });
  return (
    <>
      {rows.length > 0 && !pending && (
        <div className="toast" role="region" aria-label="Chosen cases">
          <span>
            {plural(rows.length, 'case')} · {totals(rows)}
          </span>
          <button type="button" className="button" onClick={() => setPreview(assign())}>
            Assign to me
          </button>
          {leads && (
            <button type="button" className="button" onClick={() => setGiving(true)}>
              Assign to…
            </button>
          )}
          <button type="button" className="button" onClick={() => setPreview(escalate())}>
            Escalate
          </button>
          <button type="button" className="button" onClick={done}>
            Clear
          </button>
        </div>
      )}
      {giving && (
        <ToWhom
          close={() => setGiving(false)}
          chosen={(assignee) => {
            setGiving(false);
            setPreview(assign(assignee));
          }}
        />
      )}
      {preview && (
        <Preview
          bulk={preview}
          close={() => setPreview(undefined)}
          confirm={() => {
            start(preview);
            setPreview(undefined);
            done();
          }}
        />
      )}
      {pending && (
        <div className="toast" role="status">
          <span>{pending.title}…</span>
          <button type="button" className="button" onClick={undo}>
            Undo
          </button>
        </div>
      )}
      {!pending && told && rows.length === 0 && (
        <div className="toast" role="status">
          {told}
        </div>
      )}
    </>
  );
}

/** Whether that person can have each of them, the gateway says case by case. */
function ToWhom(props: { close: () => void; chosen: (assignee: string) => void }) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const assignee = new FormData(event.currentTarget).get('assignee');
    if (typeof assignee === 'string' && assignee.trim()) props.chosen(assignee.trim());
  };
  return (
    <ModalDialog title="Assign to" close={props.close}>
      <form className="stack" onSubmit={submit}>
        <label className="field">
          <span>To whom (the name they sign in with)</span>
          <input className="input" name="assignee" required autoFocus />
        </label>
        <footer>
          <button type="button" className="button" onClick={props.close}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            Look at it first
          </button>
        </footer>
      </form>
    </ModalDialog>
  );
}

function Preview(props: { bulk: Bulk; close: () => void; confirm: () => void }) {
  const { bulk } = props;
  return (
    <ModalDialog title={bulk.title} close={props.close}>
      <p className="soft">{totals(bulk.rows)} at stake. You can take it back for six seconds.</p>
      <ul className="preview-list">
        {bulk.rows.map((row) => (
          <li key={row.id} className="row">
            <span className="grow">{row.title}</span>
            <span>{money(row.amount, row.currency)}</span>
          </li>
        ))}
      </ul>
      <footer>
        <button type="button" className="button" onClick={props.close}>
          Cancel
        </button>
        <button type="button" className="button primary" onClick={props.confirm} autoFocus>
          {bulk.title}
        </button>
      </footer>
    </ModalDialog>
  );
}

/** Sends an action once it can not be taken back any more, and tells how it went for a while. */
function useSending() {
  const client = useQueryClient();
  const [told, setTold] = useState('');
  useEffect(() => {
    if (!told) return;
    const timer = window.setTimeout(() => setTold(''), UNDO_MS);
    return () => window.clearTimeout(timer);
  }, [told]);
  const send = async ({ rows, body }: Bulk) => {
    try {
      setTold(outcomeText(await actOnMany(rows, body)));
    } catch (problem) {
      setTold(problem instanceof Error ? problem.message : 'It was not done');
    }
    refresh(client);
  };
  return { told, ...useTakenBack<Bulk>(UNDO_MS, (bulk) => void send(bulk)) };
}

/** Those that were refused, with the first reason. */
export function outcomeText(outcomes: readonly Schemas['BulkOutcome'][]): string {
  const refused = outcomes.filter(({ status }) => status !== 200);
  if (refused.length === 0) return `Done for ${plural(outcomes.length, 'case')}`;
  const [{ id = '', detail = '' } = {}] = refused;
  return `${refused.length} of ${outcomes.length} were refused: ${[id, detail].filter(Boolean).join(': ')}`;
}
