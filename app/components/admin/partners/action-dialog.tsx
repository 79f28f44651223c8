import { Text, TextField } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { Dialog } from '#app/components/admin/dialog.tsx';
import { ReasonField } from '#app/components/admin/reason-field.tsx';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import { useAdminForm } from '#app/components/admin/use-admin-form.ts';

interface ActionDialogProps {
  title: string;
  body?: string;
  /** Verb and object. */
  submit: string;
  isCritical?: boolean;
  intent: string;
  /** What goes with the answer; the fields that are typed here come on top. */
  values?: Readonly<Record<string, string>>;
  /** A line of text that is asked for, e.g. a new code. */
  field?: { name: string; label: string; help?: string; initial?: string };
  asksReason?: boolean;
  onClose: () => void;
}

/** Consequences first, then what must be typed, then the deed. Shown while it is mounted; focus goes back to its opener. */
export function ActionDialog(props: ActionDialogProps) {
  const { title, body, submit, isCritical = false, intent, values, field, asksReason = false, onClose } = props;
  const t = useTranslations('partners');
  const stored = {
    ...values,
    ...(field ? { [field.name]: field.initial ?? '' } : {}),
    ...(asksReason ? { reason: '' } : {}),
  };
  const form = useAdminForm<Readonly<Record<string, string>>>({ stored, intent, onSaved: onClose });
  return (
    <Dialog
      title={title}
      submit={submit}
      isCritical={isCritical}
      isBusy={form.isBusy}
      onSubmit={form.save}
      onClose={onClose}
    >
      <RefusalBanner refusal={form.refusal} />
      {body && <Text as="p">{body}</Text>}
      {field && (
        <TextField
          label={field.label}
          {...(field.help ? { helpText: field.help } : {})}
          value={form.values[field.name] ?? ''}
          error={form.errorOf(field.name)}
          onChange={(text) => form.set({ [field.name]: text })}
          autoComplete="off"
        />
      )}
      {asksReason && <ReasonField form={form} label={t('detail.reason')} help={t('detail.reasonHelp')} />}
    </Dialog>
  );
}
