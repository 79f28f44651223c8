import { SaveBar as BridgeSaveBar } from '@shopify/app-bridge-react';
import { useTranslations } from 'use-intl';
import { busyMark } from '#app/components/admin/busy-mark.ts';

interface SaveBarProps {
  /** Unique on the page. */
  id: string;
  isDirty: boolean;
  isBusy: boolean;
  onSave: () => void;
  onDiscard: () => void;
}

/** Shopify's save bar: shown while a form differs from what is stored, and in the way of leaving until it is saved or discarded. */
export function SaveBar({ id, isDirty, isBusy, onSave, onDiscard }: SaveBarProps) {
  const t = useTranslations('admin.form');
  return (
    <BridgeSaveBar id={id} open={isDirty} discardConfirmation>
      <button type="button" variant="primary" {...busyMark(isBusy)} disabled={isBusy} onClick={onSave}>
        {t('save')}
      </button>
      <button type="button" disabled={isBusy} onClick={onDiscard}>
        {t('discard')}
      </button>
    </BridgeSaveBar>
  );
}
