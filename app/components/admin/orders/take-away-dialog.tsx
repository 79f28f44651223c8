import { Modal, TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Box, Text, TextField } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import { busyMark } from '#app/components/admin/busy-mark.ts';
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
  const words = useTranslations('admin.form');
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
    <Modal open onHide={onClose}>
      <Box padding="400">
        <BlockStack gap="300">
          <RefusalBanner refusal={form.refusal} />
          <Text as="p">{t(`${deed}Body`, { count: orders.length })}</Text>
          <TextField
            label={t('reason')}
            helpText={t('reasonHelp')}
            value={form.values.reason}
            error={form.errorOf('reason')}
            onChange={(reason) => form.set({ reason })}
            multiline={2}
            autoComplete="off"
          />
        </BlockStack>
      </Box>
      <TitleBar title={t(`${deed}Title`, { count: orders.length })}>
        <button type="button" variant="primary" {...busyMark(form.isBusy)} onClick={form.save}>
          {t(deed)}
        </button>
        <button type="button" onClick={onClose}>
          {words('cancel')}
        </button>
      </TitleBar>
    </Modal>
  );
}
