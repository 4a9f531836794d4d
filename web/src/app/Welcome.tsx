import { useState, type FormEvent } from 'react';
import { useLink } from '../api/session';
import mark from '../design/mark.svg';
import { go, link } from './address';

/** Where a one-time link leads: somebody new chooses a password. */
export function Welcome({ code }: { code: string }) {
  const useIt = useLink();
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    useIt.mutate({ code, password }, { onSuccess: () => go(link(['inbox'])) });
  };
  return (
    <main className="sign-in">
      <form className="panel" onSubmit={submit}>
        <h1 className="brand">
          <img src={mark} alt="" /> <span>Welcome to Weighbridge</span>
        </h1>
        <label className="field">
          <span>Choose a password</span>
          <input
            className="input"
            type="password"
            autoComplete="new-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            required
            autoFocus
          />
        </label>
        {useIt.error && (
          <p className="note bad" role="alert">
            {useIt.error.message}
          </p>
        )}
        <button type="submit" className="button primary" disabled={useIt.isPending || !code}>
          Go on
        </button>
      </form>
    </main>
  );
}
