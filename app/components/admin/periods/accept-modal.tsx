import { Modal, TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Box, Checkbox, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
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

/** App Bridge reads it; React's types do not know it. */

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
    <Modal id="accept-period" open={isOpen} onHide={close}>
      <Box padding="400">
        <BlockStack gap="400">
          <RefusalBanner refusal={refusal} />
          <Text as="p">{t('facts', facts)}</Text>
          <Text as="p">{t('after')}</Text>
          <Checkbox
            label={t('looked')}
            checked={hasLooked}
            onChange={setLooked}
            error={isAsked && !hasLooked ? t('mustLook') : false}
          />
        </BlockStack>
      </Box>
      <TitleBar title={t('title', { period })}>
        <button type="button" variant="primary" disabled={isBusy} onClick={accept}>
          {isBusy ? t('busy') : t('button', { period, partners, amount })}
        </button>
        <button type="button" onClick={close}>
          {t('cancel')}
        </button>
      </TitleBar>
    </Modal>
  );
}
