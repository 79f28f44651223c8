import { BlockStack, Button, Card, Collapsible, InlineStack, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import { useAdminForm } from '#app/components/admin/use-admin-form.ts';

/** A further shop of a company joins the network that another shop founded. */
export function JoinForm({ onJoined }: { onJoined: () => void }) {
  const t = useTranslations('setup.join');
  const [isOpen, setOpen] = useState(false);
  const form = useAdminForm({ stored: { code: '' }, intent: 'join', onSaved: onJoined });
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('title')}
        </Text>
        <Text as="p" tone="subdued">
          {t('intro')}
        </Text>
        <InlineStack>
          <Button
            variant="plain"
            disclosure={isOpen ? 'up' : 'down'}
            ariaExpanded={isOpen}
            ariaControls="join-form"
            onClick={() => setOpen(!isOpen)}
          >
            {t('open')}
          </Button>
        </InlineStack>
        <Collapsible id="join-form" open={isOpen}>
          <BlockStack gap="300">
            <RefusalBanner refusal={form.refusal} />
            <TextField
              id="code"
              label={t('code')}
              value={form.values.code}
              error={form.errorOf('code')}
              onChange={(code) => form.set({ code })}
              helpText={t('help')}
              autoComplete="off"
              maxLength={40}
            />
            <InlineStack>
              <Button onClick={form.save} loading={form.isBusy}>
                {t('submit')}
              </Button>
            </InlineStack>
          </BlockStack>
        </Collapsible>
      </BlockStack>
    </Card>
  );
}
