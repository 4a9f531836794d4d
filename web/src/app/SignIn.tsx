import { useState, type FormEvent } from 'react';
import { Problem } from '../api/client';
import { useSignIn, useSignInWays } from '../api/session';
import mark from '../design/mark.svg';

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

export function SignIn() {
  const signIn = useSignIn();
  const oidc = useSignInWays().data?.oidc;
  const [codeAsked, setCodeAsked] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const totp = text(form, 'totp');
    signIn.mutate(
      { user: text(form, 'user'), password: text(form, 'password'), ...(totp ? { totp } : {}) },
      {
        onError: (problem) => {
          if (problem instanceof Problem && problem.is('code-required')) setCodeAsked(true);
        },
      },
    );
  };
  return (
    <main className="sign-in">
      <form className="panel" onSubmit={submit}>
        <h1 className="brand">
          <img src={mark} alt="" /> <span>Weighbridge</span>
        </h1>
        <label className="field">
          <span>User</span>
          <input className="input" name="user" autoComplete="username" required autoFocus />
        </label>
        <label className="field">
          <span>Password</span>
          <input
            className="input"
            name="password"
            type="password"
            autoComplete="current-password"
            required
          />
        </label>
        {codeAsked && (
          <label className="field">
            <span>Code of your authenticator</span>
            <input
              className="input"
              name="totp"
              inputMode="numeric"
              autoComplete="one-time-code"
              autoFocus
            />
          </label>
        )}
        {signIn.error && (
          <p className="note bad" role="alert">
            {signIn.error.message}
          </p>
        )}
        <button type="submit" className="button primary" disabled={signIn.isPending}>
          Sign in
        </button>
        {oidc && (
          <a className="button" href="/api/v1/session/oidc">
            {oidc.label}
          </a>
        )}
      </form>
    </main>
  );
}
