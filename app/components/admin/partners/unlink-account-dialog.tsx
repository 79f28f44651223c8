import { ChoiceList } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { Dialog } from '#app/components/admin/dialog.tsx';
import type { AccountHit } from '#app/components/admin/partners/link-account-dialog.tsx';
import { ReasonField } from '#app/components/admin/reason-field.tsx';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import { useAdminForm } from '#app/components/admin/use-admin-form.ts';

interface UnlinkAccountDialogProps {
  name: string;
  account: AccountHit;
  onClose: () => void;
}

/** Ends a link, or takes it back as if it had never been; says what that does to earlier orders. */
export function UnlinkAccountDialog({ name, account, onClose }: UnlinkAccountDialogProps) {
  const t = useTranslations('partners');
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
    <Dialog
      title={t('account.unlinkOne', { customer: account.customerId })}
      submit={t('account.unlink')}
      isCritical
      isBusy={form.isBusy}
      onSubmit={form.save}
      onClose={onClose}
    >
      <RefusalBanner refusal={form.refusal} />
      <ChoiceList
        title={t('account.sinceTitle')}
        choices={choices}
        selected={[form.values.since]}
        onChange={([since]) => form.set({ since: since ?? 'now' })}
      />
      <ReasonField form={form} label={t('detail.reason')} help={t('detail.reasonHelp')} />
    </Dialog>
  );
}
