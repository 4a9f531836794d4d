import { useId, type ReactNode } from 'react';

/** A titled part of a screen. */
export function Panel(props: {
  title: string;
  beside?: ReactNode;
  bare?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const title = useId();
  return (
    <section className={`panel ${props.className ?? ''}`} aria-labelledby={title}>
      <header>
        <h2 id={title}>{props.title}</h2>
        {props.beside}
      </header>
      {props.bare ? props.children : <div className="inside">{props.children}</div>}
    </section>
  );
}
