import { useFetcher } from '@remix-run/react';
import { Banner, BlockStack, FormLayout, Spinner, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { DayField } from '#app/components/admin/day-field.tsx';
import { Dialog } from '#app/components/admin/dialog.tsx';
import { MoveEffectTables, type MoveEffectView } from '#app/components/admin/partners/move-effect.tsx';
import { ReasonField } from '#app/components/admin/reason-field.tsx';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import { useAdminForm, type FormAnswer } from '#app/components/admin/use-admin-form.ts';
import { useFormat } from '#app/components/shared/format.ts';

interface MoveDialogProps {
  number: number;
  name: string;
  today: string;
  /** Where the page's action is, if the dialog stands on another page. */
  action: string;
  onClose: () => void;
}

type EffectAnswer = { ok: true; value: MoveEffectView } | Extract<FormAnswer, { ok: false }>;

/** Moving a partner in three steps: to whom and when, what it changes, why. */
export function MoveDialog({ number, name, today, action, onClose }: MoveDialogProps) {
  const t = useTranslations('partners.move');
  const { day } = useFormat();
  const [step, setStep] = useState<1 | 2 | 3>(1);
  const question = useFetcher<EffectAnswer>();
  const form = useAdminForm({
    stored: { sponsor: '', validOn: today, reason: '' },
    action,
    intent: 'move',
    onSaved: onClose,
  });
  const answer = question.state === 'idle' ? question.data : undefined;
  const effect = answer?.ok ? answer.value : null;
  const ask = () => {
    const { sponsor, validOn } = form.values;
    const search = new URLSearchParams({ sponsor, validOn });
    question.load(`/app/partners/${number}/move?${search.toString()}`);
    setStep(2);
  };
  const primary = {
    1: { label: t('next'), onClick: ask, isReady: form.values.sponsor !== '' && form.values.validOn !== '' },
    2: { label: t('toReason'), onClick: () => setStep(3), isReady: effect !== null && effect.refusal === null },
    3: {
      label: effect
        ? t('submit', { name: effect.name, below: effect.below, from: day(effect.validFrom) })
        : t('title', { name }),
      onClick: form.save,
      isReady: !form.isBusy,
    },
  }[step];
  return (
    <Dialog
      isLarge
      title={t('title', { name })}
      submit={primary.label}
      isBusy={form.isBusy}
      isDisabled={!primary.isReady}
      onSubmit={primary.onClick}
      onClose={onClose}
      {...(step === 1 ? {} : { secondary: { label: t('back'), onClick: () => setStep(step === 3 ? 2 : 1) } })}
    >
      <Text as="p" tone="subdued">
        {t('step', { step })}
      </Text>
      {step === 1 && <Where form={form} />}
      {step === 2 && <Effect answer={answer} />}
      {step === 3 && <Why form={form} />}
    </Dialog>
  );
}

type MoveForm = ReturnType<typeof useAdminForm<{ sponsor: string; validOn: string; reason: string }>>;

function Where({ form }: { form: MoveForm }) {
  const t = useTranslations('partners.move');
  return (
    <FormLayout>
      <FormLayout.Group>
        <TextField
          label={t('sponsor')}
          helpText={t('sponsorHelp')}
          value={form.values.sponsor}
          error={form.errorOf('sponsor')}
          onChange={(sponsor) => form.set({ sponsor: sponsor.replaceAll(/\D/g, '') })}
          inputMode="numeric"
          autoComplete="off"
        />
        <DayField
          label={t('validFrom')}
          helpText={t('validFromHelp')}
          value={form.values.validOn}
          error={form.errorOf('validOn')}
          onChange={(validOn) => form.set({ validOn })}
          isInline
        />
      </FormLayout.Group>
    </FormLayout>
  );
}

function Effect({ answer }: { answer: EffectAnswer | undefined }) {
  if (!answer) return <Spinner size="small" />;
  if (!answer.ok) return <RefusalBanner refusal={answer} />;
  return <MoveEffectTables effect={answer.value} />;
}

function Why({ form }: { form: MoveForm }) {
  const t = useTranslations('partners');
  return (
    <BlockStack gap="300">
      {form.refusal ? <RefusalBanner refusal={form.refusal} /> : null}
      {form.errorOf('sponsor') || form.errorOf('validOn') ? (
        <Banner tone="critical" title={form.errorOf('sponsor') || form.errorOf('validOn') || ''} />
      ) : null}
      <ReasonField form={form} label={t('move.reasonTitle')} help={t('detail.reasonHelp')} />
    </BlockStack>
  );
}
