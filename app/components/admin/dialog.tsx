import { Modal, TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Box } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { busyMark } from '#app/components/admin/busy-mark.ts';

interface DialogProps {
  title: string;
  /** A dialog that stays on the page while it is shut has a name and says whether it is open. */
  id?: string;
  isOpen?: boolean;
  isLarge?: boolean;
  /** Verb and object. */
  submit: string;
  isCritical?: boolean;
  isBusy?: boolean;
  isDisabled?: boolean;
  onSubmit: () => void;
  onClose: () => void;
  /** In place of "cancel", e.g. one step back. */
  secondary?: { label: string; onClick: () => void };
  children: ReactNode;
}

const LARGE = { variant: 'large' } as const;
const CRITICAL = { tone: 'critical' } as const;

/** A question in a window of the admin's own: what it is about, then the deed and the way back in the window's bar. */
export function Dialog(props: DialogProps) {
  const {
    title,
    id,
    isOpen = true,
    isLarge = false,
    submit,
    isCritical = false,
    isBusy = false,
    isDisabled = false,
  } = props;
  const { onSubmit, onClose, secondary, children } = props;
  const t = useTranslations('admin.form');
  const back = secondary ?? { label: t('cancel'), onClick: onClose };
  return (
    <Modal open={isOpen} {...(id ? { id } : {})} {...(isLarge ? LARGE : {})} onHide={onClose}>
      <Box padding="400">
        <BlockStack gap="400">{children}</BlockStack>
      </Box>
      <TitleBar title={title}>
        <button
          type="button"
          variant="primary"
          {...(isCritical ? CRITICAL : {})}
          {...busyMark(isBusy)}
          disabled={isDisabled}
          onClick={onSubmit}
        >
          {submit}
        </button>
        <button type="button" onClick={back.onClick}>
          {back.label}
        </button>
      </TitleBar>
    </Modal>
  );
}
