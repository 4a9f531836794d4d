import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { answer, api, setCsrfToken } from '../api/client';
import mark from '../design/mark.svg';

function textOf(event: FormEvent<HTMLFormElement>, name: string): string {
  event.preventDefault();
  const value = new FormData(event.currentTarget).get(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** Some roles need a second factor: nothing else is open before it is set up. */
export function Enrol() {
  const client = useQueryClient();
  const begin = useMutation({
    mutationFn: (password: string) =>
      answer(api.POST('/api/v1/session/totp', { body: { password } })),
  });
  const confirm = useMutation({
    mutationFn: (code: string) =>
      answer(api.POST('/api/v1/session/totp/confirm', { body: { code } })),
    onSuccess: ({ csrf }) => setCsrfToken(csrf),
  });
  if (confirm.data)
    return (
      <Card title="Keep these codes">
        <p>Each lets you in once when your authenticator is lost. They are not shown again.</p>
        <pre className="code">{confirm.data.recovery_codes.join('\n')}</pre>
        <button
          type="button"
          className="button primary"
          onClick={() => void client.invalidateQueries({ queryKey: ['session'] })}
        >
          I have kept them
        </button>
      </Card>
    );
  if (begin.data)
    return (
      <Card
        title="Add it to your authenticator"
        submit={(event) => confirm.mutate(textOf(event, 'code'))}
        problem={confirm.error}
      >
        <p>
          Type this secret into your authenticator, or{' '}
          <a href={begin.data.uri}>open it on this machine</a>.
        </p>
        <pre className="code">{begin.data.secret}</pre>
        <label className="field">
          <span>The code that it shows now</span>
          <input
            className="input"
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            required
          />
        </label>
        <button type="submit" className="button primary" disabled={confirm.isPending}>
          Confirm
        </button>
      </Card>
    );
  return (
    <Card
      title="A second factor"
      submit={(event) => begin.mutate(textOf(event, 'password'))}
      problem={begin.error}
    >
      <p>What you may do here needs an authenticator beside your password.</p>
      <label className="field">
        <span>Your password once more</span>
        <input
          className="input"
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
      </label>
      <button type="submit" className="button primary" disabled={begin.isPending}>
        Set it up
      </button>
    </Card>
  );
}

function Card(props: {
  title: string;
  submit?: (event: FormEvent<HTMLFormElement>) => void;
  problem?: Error | null;
  children: ReactNode;
}) {
  return (
    <main className="sign-in">
      <form className="panel" onSubmit={props.submit}>
        <h1 className="brand">
          <img src={mark} alt="" /> <span>{props.title}</span>
        </h1>
        {props.children}
        {props.problem && (
          <p className="note bad" role="alert">
            {props.problem.message}
          </p>
        )}
      </form>
    </main>
  );
}
