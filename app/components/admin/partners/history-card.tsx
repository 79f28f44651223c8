import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { useFormat } from '#app/components/shared/format.ts';
import { useSentence } from '#app/components/shared/use-sentence.ts';

interface AuditLine {
  id: string;
  at: string;
  actor: string;
  action: string;
  after: Record<string, unknown> | null;
  reason: string | null;
}

const KNOWN = new Set([
  ...['partner_created', 'partner_invited', 'partner_applied', 'partner_approved', 'partner_accepted'],
  ...[
    'partner_declined',
    'partner_suspended',
    'partner_terminated',
    'partner_reinstated',
    'partner_moved',
    'partner_move-undone',
  ],
  ...[
    'partner_placed',
    'partner_position-added',
    'partner_language',
    'partner_signed-out',
    'code_added',
    'code_ended',
    'account_linked',
    'account_unlinked',
    'account_recognised',
  ],
]);

/** What happened to the partner, newest first, by whom and why. */
export function HistoryCard({ history }: { history: readonly AuditLine[] }) {
  const t = useTranslations('partners.detail');
  const { day } = useFormat();
  const words = useEventWords();
  const actorOf = useActorWords();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('history')}
        </Text>
        {history.length === 0 && <Text as="p">{t('historyEmpty')}</Text>}
        {history.map((event) => (
          <BlockStack key={event.id} gap="050">
            <Text as="p">{words(event)}</Text>
            {event.reason && <Text as="p">{event.reason}</Text>}
            <Text as="p" tone="subdued" variant="bodySm">
              {day(event.at)} · {actorOf(event.actor)}
            </Text>
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}

function useEventWords() {
  const sentence = useSentence('partners.event');
  const house = useTranslations('partners')('houseAccount');
  const { day } = useFormat();
  return ({ action, after }: AuditLine): string => {
    const key = action.replace('.', '_');
    const text = (name: string) => (typeof after?.[name] === 'string' ? after[name] : '');
    const sponsor = after?.['sponsor'];
    const from = text('validFrom');
    return sentence(KNOWN.has(key) ? key : 'other', {
      action,
      code: text('code'),
      customer: text('account').split(':')[1] ?? '',
      sponsor: sponsor === 0 ? house : String(sponsor ?? ''),
      from: from === '' ? '' : day(from),
    });
  };
}

function useActorWords() {
  const t = useTranslations('partners.actor');
  return (actor: string): string => {
    const [kind, id] = actor.split(':');
    if (kind === 'staff') return t('staff');
    if (kind === 'partner') return t('partner', { number: id ?? '' });
    return kind === 'import' ? t('import') : t('system');
  };
}
