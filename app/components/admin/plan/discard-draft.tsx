import { useFetcher } from '@remix-run/react';
import { BlockStack, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { Dialog } from '#app/components/admin/dialog.tsx';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import type { FormAnswer } from '#app/components/admin/use-admin-form.ts';

interface DiscardDraftProps {
  isOpen: boolean;
  onClose: () => void;
}

/** Asks before a draft is thrown away: it cannot be had back. */
export function DiscardDraft({ isOpen, onClose }: DiscardDraftProps) {
  const t = useTranslations('plan');
  const fetcher = useFetcher<FormAnswer>();
  const discard = () => fetcher.submit({ intent: 'discard' }, { method: 'post', encType: 'application/json' });
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
      <BlockStack gap="300">
        <RefusalBanner refusal={fetcher.data?.ok === false ? fetcher.data : null} />
        <Text as="p">{t('discardConsequence')}</Text>
      </BlockStack>
    </Dialog>
  );
}
