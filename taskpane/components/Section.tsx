/** A titled part of a view. */

import { useId, type ReactNode } from 'react';

export interface SectionProps {
  readonly title: string;
  /** What stands at the right of the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

export function Section({ title, aside, children, className }: SectionProps) {
  const id = useId();
  return (
    <section className={className} aria-labelledby={id}>
      <div className="cm-head">
        <h2 id={id}>{title}</h2>
        {typeof aside === 'string' ? <span className="cm-meta">{aside}</span> : aside}
      </div>
      {children}
    </section>
  );
}
