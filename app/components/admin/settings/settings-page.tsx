import { BlockStack, Page } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import { SaveBar } from '#app/components/admin/save-bar.tsx';
import type { useAdminForm } from '#app/components/admin/use-admin-form.ts';

interface SettingsPageProps {
  title: string;
  /** Without it the page has nothing to save. */
  form?: Pick<ReturnType<typeof useAdminForm>, 'isDirty' | 'isBusy' | 'refusal' | 'save' | 'reset'>;
  children: ReactNode;
}

/** A page of the settings: back arrow, the refusal above, the save bar while something was typed. */
export function SettingsPage({ title, form, children }: SettingsPageProps) {
  const t = useTranslations('settings');
  return (
    <Page title={title} backAction={{ content: t('title'), url: '/app/settings' }} narrowWidth>
      {form && (
        <SaveBar
          id="settings-save-bar"
          isDirty={form.isDirty}
          isBusy={form.isBusy}
          onSave={form.save}
          onDiscard={form.reset}
        />
      )}
      <BlockStack gap="400">
        {form && <RefusalBanner refusal={form.refusal} />}
        {children}
      </BlockStack>
    </Page>
  );
}
