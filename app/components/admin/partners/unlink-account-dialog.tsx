import { Modal, TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Box, ChoiceList, TextField } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { busyMark } from '#app/components/admin/busy-mark.ts';
import type { AccountHit } from '#app/components/admin/partners/link-account-dialog.tsx';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import { useAdminForm } from '#app/components/admin/use-admin-form.ts';

const CRITICAL = { tone: 'critical' } as const;

interface UnlinkAccountDialogProps {
  name: string;
  account: AccountHit;
  onClose: () => void;
}

/** Ends a link, or takes it back as if it had never been; says what that does to earlier orders. */
export function UnlinkAccountDialog({ name, account, onClose }: UnlinkAccountDialogProps) {
  const t = useTranslations('partners');
  const words = useTranslations('admin.form');
  const form = useAdminForm({
    stored: { account: account.account, since: 'now', reason: '' },
    intent: 'unlink-account',
    onSaved: onClose,
  });
  const choices = (['now', 'beginning'] as const).map((value) => ({
    value,
    label: t(`account.since.${value}`, { name }),
    helpText: t(`account.sinceHelp.${value}`),
  }));
  return (
    <Modal open onHide={onClose}>
      <Box padding="400">
        <BlockStack gap="400">
          <RefusalBanner refusal={form.refusal} />
          <ChoiceList
            title={t('account.sinceTitle')}
            choices={choices}
            selected={[form.values.since]}
            onChange={([since]) => form.set({ since: since ?? 'now' })}
          />
          <TextField
            label={t('detail.reason')}
            helpText={t('detail.reasonHelp')}
            value={form.values.reason}
            error={form.errorOf('reason')}
            onChange={(reason) => form.set({ reason })}
            multiline={2}
            autoComplete="off"
          />
        </BlockStack>
      </Box>
      <TitleBar title={t('account.unlinkOne', { customer: account.customerId })}>
        <button type="button" variant="primary" {...CRITICAL} {...busyMark(form.isBusy)} onClick={form.save}>
          {t('account.unlink')}
        </button>
        <button type="button" onClick={onClose}>
          {words('cancel')}
        </button>
      </TitleBar>
    </Modal>
  );
}
