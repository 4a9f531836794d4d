import { useState, type FormEvent } from 'react';
import type { CaseAction } from '../api/cases';
import type { CaseDetail, Schemas } from '../api/types';
import { ModalDialog } from '../design/ModalDialog';
import { capital, words } from '../format/words';
import { effectText } from './words';
import { DialogEnd } from './ActionDialog';
import type { Acting } from './acting';

type Resolution = Schemas['OfferedResolution'];

/** Characters that the gateway takes. */
const PROOF_MAX = 500;

const REASON_CODES = [
  'supplier_error',
  'receiving_error',
  'agreed_by_phone',
  'contract',
  'master_data',
  'not_worth_pursuing',
  'other',
];

function proposalOf(chosen: Resolution, form: FormData): CaseAction {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const evidence = Object.fromEntries(
    chosen.needs
      .map(({ proof }) => [proof, text(`evidence.${proof}`)])
      .filter(([, value]) => value),
  );
  const until = text('until');
  return {
    action: 'propose',
    resolution: chosen.id,
    amount: text('amount'),
    reason_code: text('reason_code'),
    reason: text('reason'),
    ...(chosen.needs.length > 0 ? { evidence } : {}),
    ...(until ? { until } : {}),
  };
}

/** What the gateway has found is a proof already; the person may say it better. */
function knownProof(proof: string, found: CaseDetail): string {
  if (proof !== 'error_list' && proof !== 'discrepancy_result') return '';
  return found.discrepancies
    .map(({ reason }) => reason ?? '')
    .join(' ')
    .slice(0, PROOF_MAX);
}

/** A resolution with its amount, reason and proofs: what a second person will decide on. */
export function ProposeDialog({ found, acting }: { found: CaseDetail; acting: Acting }) {
  const resolutions = found.resolutions ?? [];
  const [id, setId] = useState(acting.resolution);
  const chosen = resolutions.find((each) => each.id === id) ?? resolutions[0];
  if (!chosen) return null;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    acting.send(proposalOf(chosen, new FormData(event.currentTarget)));
  };
  return (
    <ModalDialog title="Propose a resolution" close={acting.close}>
      <form className="stack" onSubmit={submit}>
        <label className="field">
          <span>Resolution</span>
          <select
            className="input"
            value={chosen.id}
            onChange={(event) => setId(event.target.value)}
            autoFocus
          >
            {resolutions.map((each) => (
              <option key={each.id} value={each.id}>
                {capital(each.title)} ({each.id})
              </option>
            ))}
          </select>
        </label>
        <div className="note">
          <p className="small soft">When it is approved</p>
          <ul className="effects">
            {chosen.effects.map((effect) => (
              <li key={effect}>{effectText(effect)}</li>
            ))}
          </ul>
        </div>
        <div className="two">
          <label className="field">
            <span>Amount ({found.currency})</span>
            <input
              className="input"
              name="amount"
              inputMode="decimal"
              defaultValue={found.amount}
              pattern="-?\d+(\.\d+)?"
              required
            />
          </label>
          <label className="field">
            <span>Reason code</span>
            <select className="input" name="reason_code">
              {REASON_CODES.map((code) => (
                <option key={code} value={code}>
                  {words(code)}
                </option>
              ))}
            </select>
          </label>
        </div>
        <label className="field">
          <span>Reason</span>
          <textarea className="input" name="reason" maxLength={2000} required />
        </label>
        {chosen.needs.map(({ proof, text }) => (
          <label key={proof} className="field">
            <span>{capital(text)}</span>
            <input
              className="input"
              name={`evidence.${proof}`}
              maxLength={PROOF_MAX}
              defaultValue={knownProof(proof, found)}
              required
            />
          </label>
        ))}
        {chosen.id === 'WAIT' && (
          <label className="field">
            <span>Until</span>
            <input className="input" name="until" type="date" required />
          </label>
        )}
        <DialogEnd acting={acting} title="Propose" />
      </form>
    </ModalDialog>
  );
}
