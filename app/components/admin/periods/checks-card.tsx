import { BlockStack, Button, Card, Icon, InlineStack, Text } from '@shopify/polaris';
import { AlertTriangleIcon, CheckCircleIcon, ClockIcon } from '@shopify/polaris-icons';
import { useTranslations } from 'use-intl';
import { appBridge } from '#app/components/admin/app-bridge.ts';
import { useFormat } from '#app/components/shared/format.ts';

interface ChecksCardProps {
  rowHash: string;
  isAccepted: boolean;
  provedAt: string | null;
  proof: 'identical' | 'different' | null;
  now: string;
}

const SHORT_HASH = 12;

/** What was checked while a run was computed, and the nightly proof of an accepted one. A run that failed a check does not exist. */
export function ChecksCard({ rowHash, isAccepted, provedAt, proof, now }: ChecksCardProps) {
  const t = useTranslations('periods.checks');
  const { moment } = useFormat();
  const copy = () => {
    const told = () => appBridge()?.toast?.show(t('copied'));
    void navigator.clipboard.writeText(rowHash).then(told);
  };
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('title')}
        </Text>
        <Check icon="done" text={t('sums')} />
        <Check icon="done" text={t('proof')} />
        {isAccepted && (proof === null || provedAt === null) && <Check icon="waits" text={t('unproved')} />}
        {proof !== null && provedAt !== null && (
          <Check
            icon={proof === 'identical' ? 'done' : 'wrong'}
            text={t(proof === 'identical' ? 'proved' : 'different', { at: moment(provedAt, now) })}
          />
        )}
        <InlineStack gap="200" blockAlign="center">
          <Text as="span" tone="subdued">
            {t('same', { hash: rowHash.slice(0, SHORT_HASH) })}
          </Text>
          <Button variant="plain" onClick={copy}>
            {t('copy')}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

const ICON = {
  done: { source: CheckCircleIcon, tone: 'success' },
  wrong: { source: AlertTriangleIcon, tone: 'critical' },
  waits: { source: ClockIcon, tone: 'subdued' },
} as const;

function Check({ icon, text }: { icon: keyof typeof ICON; text: string }) {
  return (
    <InlineStack gap="200" wrap={false} blockAlign="start">
      <span>
        <Icon {...ICON[icon]} />
      </span>
      <Text as="span">{text}</Text>
    </InlineStack>
  );
}
