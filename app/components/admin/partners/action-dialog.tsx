import { Modal, TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Box, Text, TextField } from '@shopify/polaris';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { busyMark } from '#app/components/admin/busy-mark.ts';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import { useAdminForm } from '#app/components/admin/use-admin-form.ts';

const CRITICAL = { tone: 'critical' } as const;

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
  const words = useTranslations('admin.form');
  const stored = {
    ...values,
    ...(field ? { [field.name]: field.initial ?? '' } : {}),
    ...(asksReason ? { reason: '' } : {}),
  };
  const form = useAdminForm<Readonly<Record<string, string>>>({ stored, intent, onSaved: onClose });
  return (
    <Modal open onHide={onClose}>
      <Box padding="400">
        <BlockStack gap="300">
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
          {asksReason && (
            <TextField
              label={t('detail.reason')}
              helpText={t('detail.reasonHelp')}
              value={form.values['reason'] ?? ''}
              error={form.errorOf('reason')}
              onChange={(reason) => form.set({ reason })}
              multiline={3}
              autoComplete="off"
            />
          )}
        </BlockStack>
      </Box>
      <TitleBar title={title}>
        <button
          type="button"
          variant="primary"
          {...(isCritical ? CRITICAL : {})}
          {...busyMark(form.isBusy)}
          onClick={form.save}
        >
          {submit}
        </button>
        <button type="button" onClick={onClose}>
          {words('cancel')}
        </button>
      </TitleBar>
    </Modal>
  );
}

/** Where focus goes back to when a dialog closes. */
export function useOpener(isOpen: boolean) {
  useEffect(() => {
    if (!isOpen) return undefined;
    const opener = document.activeElement;
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, [isOpen]);
}
