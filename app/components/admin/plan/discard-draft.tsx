import { useFetcher } from '@remix-run/react';
import { Modal, TitleBar } from '@shopify/app-bridge-react';
import { Box, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';

interface DiscardDraftProps {
  isOpen: boolean;
  onClose: () => void;
}

/** Asks before a draft is thrown away: it cannot be had back. */
export function DiscardDraft({ isOpen, onClose }: DiscardDraftProps) {
  const t = useTranslations('plan');
  const words = useTranslations('admin.form');
  const fetcher = useFetcher();
  const discard = () => {
    fetcher.submit({ intent: 'discard' }, { method: 'post', encType: 'application/json' });
    onClose();
  };
  return (
    <Modal id="discard-draft" open={isOpen} onHide={onClose}>
      <Box padding="400">
        <Text as="p">{t('discardConsequence')}</Text>
      </Box>
      <TitleBar title={t('discardDraft')}>
        <button type="button" variant="primary" tone="critical" onClick={discard}>
          {t('discardDraft')}
        </button>
        <button type="button" onClick={onClose}>
          {words('cancel')}
        </button>
      </TitleBar>
    </Modal>
  );
}
