import { useState, type FormEvent } from 'react';
import { useProposePolicy, useWhatIf } from '../api/policy';
import { go, link } from '../app/address';
import { useMayCall } from '../app/me';
import { Panel } from '../design/Panel';
import { Mistakes } from './Mistakes';
import { WhatIf } from './WhatIf';

/** Another policy: tried on all that is known, and proposed to a second person. */
export function Propose({ text }: { text: string }) {
  const mayPropose = useMayCall('propose_policy');
  const [policy, setPolicy] = useState(text);
  const asking = useWhatIf();
  const proposing = useProposePolicy();
  const propose = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = new FormData(event.currentTarget).get('reason');
    proposing.mutate(
      { text: policy, reason: typeof reason === 'string' ? reason.trim() : '' },
      { onSuccess: ({ number }) => go(link(['policy', String(number)])) },
    );
  };
  return (
    <Panel title="Another version">
      <form className="stack" onSubmit={propose}>
        <label className="field">
          <span>Another policy.yaml; what is left out keeps its standard value</span>
          <textarea
            className="input mono tall"
            value={policy}
            spellCheck={false}
            maxLength={262_144}
            onChange={(event) => setPolicy(event.target.value)}
          />
        </label>
        <div className="row">
          <button
            type="button"
            className="button"
            disabled={asking.isPending}
            onClick={() => asking.mutate(policy)}
          >
            What would change?
          </button>
        </div>
        <WhatIf asking={asking} />
        {mayPropose && (
          <>
            <label className="field">
              <span>Why it should take effect</span>
              <textarea className="input" name="reason" required maxLength={2000} />
            </label>
            <p className="soft small">
              It takes effect when a second person lets it. For 7 days from then you approve no case
              (S6).
            </p>
            <div className="row">
              <button type="submit" className="button primary" disabled={proposing.isPending}>
                Propose this version
              </button>
            </div>
            {proposing.error && <Mistakes problem={proposing.error} />}
          </>
        )}
      </form>
    </Panel>
  );
}
