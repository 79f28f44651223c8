import { useTranslations } from 'use-intl';
import { ActionDialog } from '#app/components/admin/partners/action-dialog.tsx';

export type StatusIntent = 'approve' | 'decline' | 'suspend' | 'terminate' | 'reinstate';

/** What takes something from somebody: it is asked about twice, and why. */
export const isHard = (intent: StatusIntent): boolean =>
  intent === 'decline' || intent === 'suspend' || intent === 'terminate';

interface StatusDialogProps {
  intent: StatusIntent;
  name: string;
  below: number;
  onClose: () => void;
}

/** What a change of status means, before it is made. */
export function StatusDialog({ intent, name, below, onClose }: StatusDialogProps) {
  const t = useTranslations('partners');
  return (
    <ActionDialog
      title={t(`change.${intent}Title`, { name })}
      body={t(`change.${intent}Body`, { name, below })}
      submit={t(`detail.${intent}`)}
      isCritical={isHard(intent)}
      intent={intent}
      asksReason={isHard(intent)}
      onClose={onClose}
    />
  );
}
