import type { FormEvent } from 'react';
import type { CaseDetail } from '../api/types';
import { ModalDialog } from '../design/ModalDialog';
import { money } from '../format/money';
import { capital } from '../format/words';
import type { Acting } from './acting';
import { FIELDS, actionOf, type Field } from './fields';
import type { ActionName } from './offers';

export function ActionDialog(props: { action: ActionName; found: CaseDetail; acting: Acting }) {
  const { action, found, acting } = props;
  const form = FIELDS[action];
  if (!form) return null;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const body = actionOf(action, form.fields, new FormData(event.currentTarget));
    // The amount as it was seen: when it has changed meanwhile the approval is refused (M-14.4).
    acting.send(action === 'approve' ? { ...body, amount: found.proposal?.amount } : body);
  };
  return (
    <ModalDialog title={form.title} close={acting.close}>
      <form className="stack" onSubmit={submit}>
        {action === 'approve' && found.proposal && (
          <p>
            {capital(found.proposal.title)}:{' '}
            <strong>{money(found.proposal.amount, found.proposal.currency)}</strong>
            <br />
            <span className="soft">
              Proposed by {found.proposal.by}: {found.proposal.reason}
            </span>
          </p>
        )}
        {form.fields.map((field, index) => (
          <FieldView key={field.name} field={field} found={found} first={index === 0} />
        ))}
        <DialogEnd acting={acting} title={form.title} first={form.fields.length === 0} />
      </form>
    </ModalDialog>
  );
}

export function DialogEnd(props: { acting: Acting; title: string; first?: boolean }) {
  const { acting } = props;
  return (
    <>
      {acting.problem && (
        <p className="note bad" role="alert">
          {acting.problem.message}
        </p>
      )}
      <footer>
        <button type="button" className="button" onClick={acting.close}>
          Cancel
        </button>
        <button
          type="submit"
          className="button primary"
          disabled={acting.busy}
          autoFocus={props.first}
        >
          {props.title}
        </button>
      </footer>
    </>
  );
}

function FieldView(props: { field: Field; found: CaseDetail; first: boolean }) {
  const { field, first } = props;
  const common = {
    className: 'input',
    name: field.name,
    required: !field.optional,
    autoFocus: first,
  };
  return (
    <label className="field">
      <span>{field.label}</span>
      {field.options ? (
        <select {...common}>
          {field.options(props.found).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      ) : field.kind === 'area' ? (
        <textarea {...common} maxLength={2000} />
      ) : (
        <input {...common} type={field.kind === 'time' ? 'datetime-local' : 'text'} />
      )}
    </label>
  );
}
