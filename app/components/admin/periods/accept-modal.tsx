import { Checkbox, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Dialog } from '#app/components/admin/dialog.tsx';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import type { ErrorDetails } from '#app/errors.ts';

interface AcceptModalProps {
  isOpen: boolean;
  onClose: () => void;
  onAccept: () => void;
  isBusy: boolean;
  refusal: { code: string; details: ErrorDetails } | null;
  /** What would become final, as people read it. */
  facts: { period: string; partners: number; amount: string; version: number; at: string };
}

/** The last look before a period becomes final: what, how much, from when; and a box that nobody has ticked beforehand. */
export function AcceptModal({ isOpen, onClose, onAccept, isBusy, refusal, facts }: AcceptModalProps) {
  const t = useTranslations('periods.accept');
  const [hasLooked, setLooked] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const { period, partners, amount } = facts;
  const accept = () => {
    setAsked(true);
    if (hasLooked && !isBusy) onAccept();
  };
  const close = () => {
    setLooked(false);
    setAsked(false);
    onClose();
  };
  return (
    <Dialog
      id="accept-period"
      isOpen={isOpen}
      title={t('title', { period })}
      submit={isBusy ? t('busy') : t('button', { period, partners, amount })}
      isDisabled={isBusy}
      onSubmit={accept}
      onClose={close}
    >
      <RefusalBanner refusal={refusal} />
      <Text as="p">{t('facts', facts)}</Text>
      <Text as="p">{t('after')}</Text>
      <Checkbox
        label={t('looked')}
        checked={hasLooked}
        onChange={setLooked}
        error={isAsked && !hasLooked ? t('mustLook') : false}
      />
    </Dialog>
  );
}
