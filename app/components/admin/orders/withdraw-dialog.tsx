import { Modal, TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Box, Text, TextField } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import { busyMark } from '#app/components/admin/busy-mark.ts';
import { useAdminForm } from '#app/components/admin/use-admin-form.ts';

/** Takes an assignment by hand back, with a reason. */
export function WithdrawDialog({ order, onClose }: { order: string; onClose: () => void }) {
  const t = useTranslations('orders.assign');
  const words = useTranslations('admin.form');
  const form = useAdminForm({
    stored: { orders: [order], reason: '' },
    action: '/app/orders?index',
    intent: 'withdraw',
    onSaved: onClose,
  });
  return (
    <Modal open onHide={onClose}>
      <Box padding="400">
        <BlockStack gap="300">
          <RefusalBanner refusal={form.refusal} />
          <Text as="p">{t('withdrawBody')}</Text>
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
      <TitleBar title={t('withdrawTitle')}>
        <button type="button" variant="primary" {...busyMark(form.isBusy)} onClick={form.save}>
          {t('withdraw')}
        </button>
        <button type="button" onClick={onClose}>
          {words('cancel')}
        </button>
      </TitleBar>
    </Modal>
  );
}
