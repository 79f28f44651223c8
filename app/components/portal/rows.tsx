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
  side?: ReactNode;
}

/** Two lines left, one figure right; the whole row is the target. */
export function Row({ to, isCurrent = false, icon, title, detail, side }: RowProps) {
  const content = (
    <>
      {icon}
      <span className={styles['main']}>
        <span className={styles['title']}>{title}</span>
        {detail !== undefined && <span className={styles['detail']}>{detail}</span>}
      </span>
      {side !== undefined && <span className={styles['side']}>{side}</span>}
    </>
  );
  return (
    <li className={styles['item']}>
      {to === undefined ? (
        <div className={styles['row']}>{content}</div>
      ) : (
        <Link to={to} className={styles['row']} preventScrollReset aria-current={isCurrent || undefined}>
          {content}
          <ChevronRight size={18} className={styles['chevron']} aria-hidden />
        </Link>
      )}
    </li>
  );
}
