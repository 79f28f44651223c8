import type { ReactNode } from 'react';
import styles from '#app/components/portal/empty.module.css';

/** Nothing here yet: one sentence, at most one step. */
export function Empty({ children, step }: { children: ReactNode; step?: ReactNode }) {
  return (
    <div className={styles['empty']}>
      <p>{children}</p>
      {step}
    </div>
  );
}
