import { useFetcher } from '@remix-run/react';
import { Modal, TitleBar } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Box, FormLayout, Spinner, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { DayField } from '#app/components/admin/day-field.tsx';
import { MoveEffectTables, type MoveEffectView } from '#app/components/admin/partners/move-effect.tsx';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import { busyMark } from '#app/components/admin/busy-mark.ts';
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
  const words = useTranslations('admin.form');
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
    <Modal open variant="large" onHide={onClose}>
      <Box padding="400">
        <BlockStack gap="400">
          <Text as="p" tone="subdued">
            {t('step', { step })}
          </Text>
          {step === 1 && <Where form={form} />}
          {step === 2 && <Effect answer={answer} />}
          {step === 3 && <Why form={form} />}
        </BlockStack>
      </Box>
      <TitleBar title={t('title', { name })}>
        <button
          type="button"
          variant="primary"
          {...busyMark(form.isBusy)}
          disabled={!primary.isReady}
          onClick={primary.onClick}
        >
          {primary.label}
        </button>
        <button type="button" onClick={step === 1 ? onClose : () => setStep(step === 3 ? 2 : 1)}>
          {step === 1 ? words('cancel') : t('back')}
        </button>
      </TitleBar>
    </Modal>
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
      <TextField
        label={t('move.reasonTitle')}
        helpText={t('detail.reasonHelp')}
        value={form.values.reason}
        error={form.errorOf('reason')}
        onChange={(reason) => form.set({ reason })}
        multiline={3}
        autoComplete="off"
      />
    </BlockStack>
  );
}
