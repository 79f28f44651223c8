import { useFetcher } from '@remix-run/react';
import { Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { Dialog } from '#app/components/admin/dialog.tsx';

interface DiscardDraftProps {
  isOpen: boolean;
  onClose: () => void;
}

/** Asks before a draft is thrown away: it cannot be had back. */
export function DiscardDraft({ isOpen, onClose }: DiscardDraftProps) {
  const t = useTranslations('plan');
  const fetcher = useFetcher();
  const discard = () => {
    fetcher.submit({ intent: 'discard' }, { method: 'post', encType: 'application/json' });
    onClose();
  };
  return (
    <Dialog
      id="discard-draft"
      isOpen={isOpen}
      title={t('discardDraft')}
      submit={t('discardDraft')}
      isCritical
      onSubmit={discard}
      onClose={onClose}
    >
      <Text as="p">{t('discardConsequence')}</Text>
    </Dialog>
  );
}
