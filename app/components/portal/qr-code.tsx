import { X } from 'lucide-react';
import { encodeQR } from 'qr';
import { useRef, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import styles from '#app/components/portal/qr-code.module.css';

const QUIET_ZONE = 4;

/** Dark squares as one path: no inline style, nothing to load. */
function pathOf(modules: readonly (readonly boolean[])[]): string {
  return modules.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
}

const never = () => () => undefined;

/** False on the server and without a script: then the code is only shown. */
const useScript = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

interface QrCodeProps {
  value: string;
  label: string;
}

/** A QR code, always dark on white, also at night: cameras expect it. A tap shows it as large as the screen. */
export function QrCode({ value, label }: QrCodeProps) {
  const t = useTranslations('portal.share');
  const hasScript = useScript();
  const whole = useRef<HTMLDialogElement>(null);
  const close = () => whole.current?.close();
  if (!hasScript) {
    return (
      <div className={styles['qr']}>
        <Squares value={value} label={label} />
      </div>
    );
  }
  return (
    <>
      <button
        type="button"
        className={`${styles['qr']} ${styles['opener']}`}
        aria-label={`${label}. ${t('qrOpen')}`}
        onClick={() => whole.current?.showModal()}
      >
        <Squares value={value} />
      </button>
      <p className={styles['hint']}>{t('qrOpen')}</p>
      {/* A tap anywhere closes it; Esc does by itself, and the keyboard has the button. */}
      <dialog ref={whole} className={styles['whole']} aria-label={label} onClick={close}>
        <button type="button" className={styles['close']} aria-label={t('qrClose')} onClick={close}>
          <X size={26} aria-hidden />
        </button>
        <div className={styles['large']}>
          <Squares value={value} />
        </div>
        <p className={styles['address']}>{value}</p>
      </dialog>
    </>
  );
}

function Squares({ value, label }: { value: string; label?: string }) {
  const modules = encodeQR(value, 'raw', { ecc: 'medium', border: QUIET_ZONE });
  return (
    <svg
      viewBox={`0 0 ${modules.length} ${modules.length}`}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
      shapeRendering="crispEdges"
    >
      <path d={pathOf(modules)} fill="#000" />
    </svg>
  );
}
