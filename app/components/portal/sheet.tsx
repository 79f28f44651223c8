import { Link, useNavigate } from '@remix-run/react';
import { X } from 'lucide-react';
import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import styles from '#app/components/portal/sheet.module.css';

const FOCUSABLE = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';

/** Keeps Tab inside: what lies under the sheet cannot be seen, so it cannot be reached. */
function keepInside(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Tab') return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>(FOCUSABLE)];
  const [first, last] = [stops[0], stops.at(-1)];
  const from = event.shiftKey ? first : last;
  if (document.activeElement !== from && document.activeElement !== event.currentTarget) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}

interface SheetProps {
  title: string;
  /** Where closing leads; back works too, because the sheet has an address of its own. */
  closeTo: string;
  children: ReactNode;
}

/** A sheet from below on a phone, a panel at the side on a desktop. Without a script it stands there just the same. */
export function Sheet({ title, closeTo, children }: SheetProps) {
  const t = useTranslations('portal.sheet');
  const id = useId();
  const navigate = useNavigate();
  const sheet = useRef<HTMLElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    sheet.current?.focus({ preventScroll: true });
    return () => {
      if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape') void navigate(closeTo, { preventScrollReset: true });
    keepInside(event);
  };
  return (
    <>
      <Link className={styles['scrim']} to={closeTo} preventScrollReset tabIndex={-1} aria-hidden />
      <section
        ref={sheet}
        className={styles['sheet']}
        role="dialog"
        aria-labelledby={id}
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        <div className={styles['head']}>
          <h2 id={id}>{title}</h2>
          <Link className={styles['close']} to={closeTo} preventScrollReset aria-label={t('close')}>
            <X size={22} aria-hidden />
          </Link>
        </div>
        {children}
      </section>
    </>
  );
}
