import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import { ActionButton } from '#app/components/portal/button.tsx';
import styles from '#app/components/portal/share.module.css';
import text from '#app/components/portal/text.module.css';

const SAID_MS = 5000;

interface CopyFieldProps {
  label: string;
  value: string;
  /** What is copied and shared, where that is more than what is shown. */
  copied?: string;
  canShare?: boolean;
  isCode?: boolean;
}

const never = () => () => undefined;

/** Whether the browser has it; false on the server and without a script. */
const useCapability = (name: 'clipboard' | 'share'): boolean =>
  useSyncExternalStore(
    never,
    () => name in navigator,
    () => false,
  );

/** A text that one touch selects; where there is a script, buttons copy it or open the device's own share sheet. */
export function CopyField({ label, value, copied = value, canShare = false, isCode = false }: CopyFieldProps) {
  const t = useTranslations('portal.share');
  const canCopy = useCapability('clipboard');
  const hasShare = useCapability('share');
  const [said, setSaid] = useState(false);
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = () => void navigator.clipboard.writeText(copied).then(() => setSaid(true));
  const share = () => void navigator.share({ text: copied }).catch(() => setSaid(false));
  return (
    <div className={styles['copy']}>
      <h2>{label}</h2>
      <p className={`${styles['value']} ${isCode ? styles['code'] : ''}`}>{value}</p>
      <div className={styles['actions']}>
        {canShare && hasShare && (
          <ActionButton look="primary" onPress={share}>
            {t('shareButton')}
          </ActionButton>
        )}
        {canCopy && (
          <ActionButton look={canShare && !hasShare ? 'primary' : 'secondary'} onPress={copy}>
            {t('copy')}
          </ActionButton>
        )}
        <span role="status" className={text['secondary']}>
          {said && t('copied')}
        </span>
      </div>
    </div>
  );
}
