import { useState, type FormEvent } from 'react';
import { Problem } from '../api/client';
import { useSignIn, useSignInWays } from '../api/session';
import mark from '../design/mark.svg';
import { go, link, useAddress } from './address';

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

/** What the gateway says in the address when the provider's sign-in came to nothing. */
const PROVIDER_PROBLEMS: Record<string, string> = {
  provider: 'The sign-in provider does not answer. Try again in a minute, or use your password.',
  refused:
    'The provider did not let you in, or nobody here is known by what it says of you. Try again, or ask your administrator to add you.',
};

export function SignIn() {
  const { path, query } = useAddress();
  const told = path[0] === 'sign-in' ? PROVIDER_PROBLEMS[query.get('problem') ?? ''] : undefined;
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
        onSuccess: () => {
          if (path[0] === 'sign-in') go(link(['inbox']), { replace: true });
        },
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
        {told && !signIn.error && (
          <p className="note bad" role="alert">
            {told}
          </p>
        )}
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
