import { Link } from '@remix-run/react';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from '#app/components/portal/rows.module.css';

/** Rows between hairlines. */
export function Rows({ children, label }: { children: ReactNode; label?: string }) {
  return (
    <ul className={styles['list']} aria-label={label}>
      {children}
    </ul>
  );
}

interface RowProps {
  /** Where the whole row leads; without it the row is text. */
  to?: string;
  isCurrent?: boolean;
  icon?: ReactNode;
  title: ReactNode;
  detail?: ReactNode;
  /** The one figure, at the right of the first line. */
  figure?: ReactNode;
  /** What the figure is, at the right of the second line. */
  state?: ReactNode;
  /** Something that is neither, at the right of both. */
  side?: ReactNode;
}

function Content({ icon, title, detail, figure, state, side }: Omit<RowProps, 'to' | 'isCurrent'>) {
  return (
    <>
      {icon}
      <span className={styles['lines']}>
        <span className={styles['line']}>
          <span className={styles['title']}>{title}</span>
          {figure !== undefined && <span className={styles['figure']}>{figure}</span>}
        </span>
        {(detail !== undefined || state !== undefined) && (
          <span className={`${styles['line']} ${styles['second']}`}>
            {detail !== undefined && <span className={styles['detail']}>{detail}</span>}
            {state !== undefined && <span className={styles['state']}>{state}</span>}
          </span>
        )}
      </span>
      {side !== undefined && <span className={styles['side']}>{side}</span>}
    </>
  );
}

/** Two lines left, one figure right; the whole row is the target. */
export function Row({ to, isCurrent = false, ...content }: RowProps) {
  return (
    <li className={styles['item']}>
      {to === undefined ? (
        <div className={styles['row']}>
          <Content {...content} />
        </div>
      ) : (
        <Link to={to} className={styles['row']} preventScrollReset aria-current={isCurrent || undefined}>
          <Content {...content} />
          <ChevronRight size={18} className={styles['chevron']} aria-hidden />
        </Link>
      )}
    </li>
  );
}
