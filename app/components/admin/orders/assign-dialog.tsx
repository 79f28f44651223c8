import { useFetcher } from '@remix-run/react';
import { Modal, TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Box, Text, TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { AssignmentEffect, type EffectView } from '#app/components/admin/orders/assignment-effect.tsx';
import { PartnerPicker, type PickedPartner } from '#app/components/admin/orders/partner-picker.tsx';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import { busyMark } from '#app/components/admin/busy-mark.ts';
import { useAdminForm, type FormAnswer } from '#app/components/admin/use-admin-form.ts';

interface AssignDialogProps {
  /** Parts of addresses. */
  orders: readonly string[];
  onClose: () => void;
  /** What the server says became of them. */
  onDone: (value: unknown) => void;
}

type EffectAnswer = { ok: true; value: EffectView } | Extract<FormAnswer, { ok: false }>;

/** Gives orders to a partner: who gains and loses first, then the reason. */
export function AssignDialog({ orders, onClose, onDone }: AssignDialogProps) {
  const t = useTranslations('orders.assign');
  const words = useTranslations('admin.form');
  const [partner, setPartner] = useState<PickedPartner | null>(null);
  const question = useFetcher<EffectAnswer>();
  const form = useAdminForm({
    stored: { orders, partner: '', reason: '' },
    action: '/app/orders?index',
    intent: 'assign',
    onSaved: (value) => {
      onDone(value);
      onClose();
    },
  });
  const { load } = question;
  const asked =
    partner === null
      ? null
      : new URLSearchParams({ partner: String(partner.number), orders: orders.join() }).toString();
  useEffect(() => {
    if (asked !== null) load(`/app/orders/effect?${asked}`);
  }, [asked, load]);
  const answer = question.state === 'idle' ? question.data : undefined;
  const effect = partner !== null && answer?.ok && answer.value.partner.number === partner.number ? answer.value : null;
  const isReady = effect !== null && !form.isBusy;
  return (
    <Modal open variant="large" onHide={onClose}>
      <Box padding="400">
        <BlockStack gap="400">
          <RefusalBanner refusal={form.refusal ?? (answer && !answer.ok ? answer : null)} />
          <PartnerPicker
            picked={partner}
            onPick={(picked) => {
              setPartner(picked);
              form.set({ partner: picked ? String(picked.number) : '' });
            }}
          />
          {partner === null ? (
            <Text as="p" tone="subdued">
              {t('choose')}
            </Text>
          ) : (
            <AssignmentEffect effect={effect} />
          )}
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
      <TitleBar title={t('title', { count: orders.length })}>
        <button type="button" variant="primary" {...busyMark(form.isBusy)} disabled={!isReady} onClick={form.save}>
          {partner === null ? t('open') : t('submit', { count: orders.length, name: partner.name })}
        </button>
        <button type="button" onClick={onClose}>
          {words('cancel')}
        </button>
      </TitleBar>
    </Modal>
  );
}
