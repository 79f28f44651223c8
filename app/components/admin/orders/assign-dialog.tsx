import { useFetcher } from '@remix-run/react';
import { Text } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Dialog } from '#app/components/admin/dialog.tsx';
import { AssignmentEffect, type EffectView } from '#app/components/admin/orders/assignment-effect.tsx';
import { PartnerPicker, type PickedPartner } from '#app/components/admin/orders/partner-picker.tsx';
import { ReasonField } from '#app/components/admin/reason-field.tsx';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
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
  return (
    <Dialog
      isLarge
      title={t('title', { count: orders.length })}
      submit={partner === null ? t('open') : t('submit', { count: orders.length, name: partner.name })}
      isBusy={form.isBusy}
      isDisabled={effect === null || form.isBusy}
      onSubmit={form.save}
      onClose={onClose}
    >
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
      <ReasonField form={form} label={t('reason')} help={t('reasonHelp')} />
    </Dialog>
  );
}
