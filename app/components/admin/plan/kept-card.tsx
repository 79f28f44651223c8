import { useFetcher } from '@remix-run/react';
import { BlockStack, Button, ButtonGroup, Card, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Dialog } from '#app/components/admin/dialog.tsx';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import type { FormAnswer } from '#app/components/admin/use-admin-form.ts';
import { useFormat } from '#app/components/shared/format.ts';

interface Kept {
  id: number;
  name: string;
  keptAt: string;
}

/** Drafts that were put aside when another one was begun. */
export function KeptCard({ kept }: { kept: readonly Kept[] }) {
  const t = useTranslations('plan.kept');
  const { day } = useFormat();
  const fetcher = useFetcher<FormAnswer>();
  const [removing, setRemoving] = useState<Kept | null>(null);
  const send = (intent: 'open-kept' | 'remove-kept', id: number) =>
    fetcher.submit({ intent, id }, { method: 'post', encType: 'application/json' });
  if (kept.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('title')}
        </Text>
        <RefusalBanner refusal={fetcher.data?.ok === false ? fetcher.data : null} />
        <BlockStack gap="300" as="ul">
          {kept.map((draft) => (
            <li key={draft.id}>
              <BlockStack gap="100">
                <Text as="span">{draft.name}</Text>
                <InlineStack align="space-between" blockAlign="center" gap="200">
                  <Text as="span" tone="subdued" variant="bodySm">
                    {t('since', { day: day(draft.keptAt) })}
                  </Text>
                  <ButtonGroup>
                    <Button
                      variant="tertiary"
                      tone="critical"
                      accessibilityLabel={t('removeNamed', { name: draft.name })}
                      onClick={() => setRemoving(draft)}
                    >
                      {t('remove')}
                    </Button>
                    <Button
                      accessibilityLabel={t('openNamed', { name: draft.name })}
                      loading={fetcher.state !== 'idle'}
                      onClick={() => send('open-kept', draft.id)}
                    >
                      {t('open')}
                    </Button>
                  </ButtonGroup>
                </InlineStack>
              </BlockStack>
            </li>
          ))}
        </BlockStack>
        {removing && (
          <Dialog
            title={t('removeNamed', { name: removing.name })}
            submit={t('remove')}
            isCritical
            onSubmit={() => {
              send('remove-kept', removing.id);
              setRemoving(null);
            }}
            onClose={() => setRemoving(null)}
          >
            <Text as="p">{t('removeConsequence')}</Text>
          </Dialog>
        )}
      </BlockStack>
    </Card>
  );
}
