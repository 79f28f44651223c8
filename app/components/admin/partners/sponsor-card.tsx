import { BlockStack, Button, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { ActionDialog } from '#app/components/admin/partners/action-dialog.tsx';
import { useOpener } from '#app/components/admin/use-opener.ts';
import { useFormat } from '#app/components/shared/format.ts';

interface SponsorSince {
  recordedSeq: string;
  sponsor: number;
  sponsorName: string;
  validFrom: string;
  reason: string;
  isUndone: boolean;
  isUndo: boolean;
  canUndo: boolean;
}

interface SponsorCardProps {
  sponsors: readonly SponsorSince[];
  partnerName: string;
  now: string;
  onMove: () => void;
}

/** Who sponsored the partner since when, newest first, and the way back from the last move. */
export function SponsorCard({ sponsors, partnerName, now, onMove }: SponsorCardProps) {
  const t = useTranslations('partners');
  const { day } = useFormat();
  const [undoing, setUndoing] = useState<SponsorSince | null>(null);
  useOpener(undoing !== null);
  const nameOf = (since: SponsorSince) => (since.sponsor === 0 ? t('houseAccount') : since.sponsorName);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between">
          <Text as="h2" variant="headingMd">
            {t('detail.sponsor')}
          </Text>
          <Button variant="plain" onClick={onMove}>
            {t('detail.move')}
          </Button>
        </InlineStack>
        {sponsors
          .filter((since) => !since.isUndo)
          .map((since) => (
            <BlockStack key={since.recordedSeq} gap="100">
              <Text as="p" {...(since.isUndone ? { tone: 'subdued', textDecorationLine: 'line-through' } : {})}>
                {t(since.validFrom > now ? 'detail.sponsorFrom' : 'detail.sponsorSince', {
                  name: nameOf(since),
                  since: day(since.validFrom),
                })}
              </Text>
              {since.isUndone && <Text as="p">{t('detail.undone')}</Text>}
              {since.reason !== '' && (
                <Text as="p" tone="subdued" variant="bodySm">
                  {since.reason}
                </Text>
              )}
              <InlineStack gap="300">
                {since.sponsor > 0 && <Link url={`/app/partners/${since.sponsor}`}>{String(since.sponsor)}</Link>}
                {since.canUndo && (
                  <Button variant="plain" onClick={() => setUndoing(since)}>
                    {t('detail.undo')}
                  </Button>
                )}
              </InlineStack>
            </BlockStack>
          ))}
      </BlockStack>
      {undoing && (
        <ActionDialog
          title={t('detail.undoTitle', { name: nameOf(undoing) })}
          body={t('detail.undoBody', { partner: partnerName, since: day(undoing.validFrom) })}
          submit={t('detail.undo')}
          intent="undo-move"
          values={{ recordedSeq: undoing.recordedSeq }}
          asksReason
          onClose={() => setUndoing(null)}
        />
      )}
    </Card>
  );
}
