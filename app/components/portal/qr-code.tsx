import { encodeQR } from 'qr';
import styles from '#app/components/portal/share.module.css';

const QUIET_ZONE = 4;

/** Dark squares as one path: no inline style, nothing to load. */
function pathOf(modules: readonly (readonly boolean[])[]): string {
  return modules.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
}

/** A QR code, always dark on white, also at night: cameras expect it. */
export function QrCode({ value, label }: { value: string; label: string }) {
  const modules = encodeQR(value, 'raw', { ecc: 'medium', border: QUIET_ZONE });
  return (
    <div className={styles['qr']}>
      <svg
        viewBox={`0 0 ${modules.length} ${modules.length}`}
        role="img"
        aria-label={label}
        shapeRendering="crispEdges"
      >
        <path d={pathOf(modules)} fill="#000" />
      </svg>
    </div>
  );
}
