import { Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { Dialog } from '#app/components/admin/dialog.tsx';
import { ReasonField } from '#app/components/admin/reason-field.tsx';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import { useAdminForm } from '#app/components/admin/use-admin-form.ts';

interface TakeAwayDialogProps {
  /** `withdraw` takes an assignment by hand back, `nobody` takes the orders from everybody. */
  deed: 'withdraw' | 'nobody';
  /** Parts of addresses. */
  orders: readonly string[];
  onClose: () => void;
  /** What the server says became of them. */
  onDone?: (value: unknown) => void;
}

/** What no partner gains from, with a reason. */
export function TakeAwayDialog({ deed, orders, onClose, onDone }: TakeAwayDialogProps) {
  const t = useTranslations('orders.assign');
  const form = useAdminForm({
    stored: { orders, reason: '' },
    action: '/app/orders?index',
    intent: deed,
    onSaved: (value) => {
      onDone?.(value);
      onClose();
    },
  });
  return (
    <Dialog
      title={t(`${deed}Title`, { count: orders.length })}
      submit={t(deed)}
      isBusy={form.isBusy}
      onSubmit={form.save}
      onClose={onClose}
    >
      <RefusalBanner refusal={form.refusal} />
      <Text as="p">{t(`${deed}Body`, { count: orders.length })}</Text>
      <ReasonField form={form} label={t('reason')} help={t('reasonHelp')} />
    </Dialog>
  );
}
