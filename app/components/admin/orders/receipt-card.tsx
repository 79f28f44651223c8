import { Badge, BlockStack, Box, Card, Divider, InlineStack, Text } from '@shopify/polaris';
import { CheckCircleIcon } from '@shopify/polaris-icons';
import { useTranslations } from 'use-intl';
import { AdminLink } from '#app/components/admin/admin-link.tsx';
import { useStaffName } from '#app/components/admin/use-staff-name.ts';
import { useFormat } from '#app/components/shared/format.ts';
import type { Candidate, Outcome } from '#app/domain/attribution/receipt.ts';

export interface CandidateView extends Candidate {
  partnerName: string | null;
  isWinner: boolean;
  isNext: boolean;
}

interface ReceiptView {
  decidedAt: string;
  policyVersion: number;
  decisions: number;
  outcome: Outcome;
  candidates: readonly CandidateView[];
  buyerName: string | null;
  assignments: readonly {
    partner: number | null;
    nobody: boolean;
    partnerName: string | null;
    reason: string;
    actor: string;
    at: string;
  }[];
}

/** Whose order it is and why: the winner first, then every other piece of evidence with why it lost. */
export function ReceiptCard({ receipt }: { receipt: ReceiptView | null }) {
  const t = useTranslations('orders');
  const { day } = useFormat();
  if (!receipt) {
    return (
      <Card>
        <Text as="h2" variant="headingMd">
          {t('detail.waiting')}
        </Text>
      </Card>
    );
  }
  const { decidedAt, policyVersion, decisions, candidates } = receipt;
  return (
    <Card>
      <BlockStack gap="300">
        <Headline receipt={receipt} />
        <Text as="h3" variant="headingSm">
          {t('receipt.title')}
        </Text>
        {candidates.length === 0 ? (
          <Text as="p">{t('receipt.empty')}</Text>
        ) : (
          <ol style={{ margin: 0, padding: 0, listStyle: 'none' }}>
            {candidates.map((candidate, index) => (
              <li key={`${candidate.kind} ${candidate.received} ${candidate.source}`}>
                {index > 0 && <Divider />}
                <CandidateLine candidate={candidate} outcome={receipt.outcome} />
              </li>
            ))}
          </ol>
        )}
        <ByHand assignments={receipt.assignments} />
        <Text as="p" tone="subdued" variant="bodySm">
          {`${t('receipt.decided', { at: day(decidedAt), version: policyVersion })} · ${t('receipt.decisions', { count: decisions })}`}
        </Text>
      </BlockStack>
    </Card>
  );
}

function Headline({ receipt: { outcome, candidates, buyerName } }: { receipt: ReceiptView }) {
  const t = useTranslations('orders');
  const winner = candidates.find(({ isWinner }) => isWinner);
  const text =
    outcome.kind === 'partner'
      ? t('detail.recommendedBy', { name: winner?.partnerName ?? String(outcome.partner) })
      : outcome.kind === 'own_order'
        ? t('detail.ownOrder', { name: buyerName ?? String(outcome.partner) })
        : t(`detail.nobody.${outcome.reason}`);
  return (
    <Text as="h2" variant="headingMd">
      {outcome.kind === 'nobody' ? text : <AdminLink to={`/app/partners/${outcome.partner}`}>{text}</AdminLink>}
    </Text>
  );
}

function CandidateLine({ candidate, outcome }: { candidate: CandidateView; outcome: Outcome }) {
  const t = useTranslations('orders');
  const { day } = useFormat();
  const { kind, received, partnerName, touchedAt, lost, isWinner, isNext } = candidate;
  const isOurs = kind === 'manual' || kind === 'customer_link';
  const evidence = [
    ...(isOurs ? [] : [t('receipt.received', { text: received })]),
    partnerName === null ? t('receipt.namesNobody') : t('receipt.names', { name: partnerName }),
    ...(touchedAt === null ? [] : [t('receipt.touched', { at: day(touchedAt) })]),
  ].join(' · ');
  return (
    <Box paddingBlock="200">
      <InlineStack gap="200" blockAlign="center">
        <Text as="span" fontWeight="semibold">
          {t(`by.${kind}`)}
        </Text>
        {isWinner && (
          <Badge tone="success" icon={CheckCircleIcon}>
            {t('receipt.won')}
          </Badge>
        )}
        {isNext && <Badge>{t('receipt.next')}</Badge>}
      </InlineStack>
      <Text as="p" breakWord>
        {evidence}
      </Text>
      <Text as="p" tone="subdued">
        {isWinner && outcome.kind === 'partner' ? t(`receipt.rule.${outcome.rule}`) : lost && t(`receipt.lost.${lost}`)}
      </Text>
    </Box>
  );
}

function ByHand({ assignments }: Pick<ReceiptView, 'assignments'>) {
  const t = useTranslations('orders.receipt');
  const { day } = useFormat();
  const staff = useStaffName();
  if (assignments.length === 0) return null;
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        {t('byHand')}
      </Text>
      {assignments.map(({ partner, nobody, partnerName, reason, actor, at }) => {
        const words = { at: day(at), who: staff(actor) };
        const text = nobody
          ? t('takenAway', words)
          : partner === null
            ? t('withdrawn', words)
            : t('given', { ...words, name: partnerName ?? String(partner) });
        return <Text as="p" key={at} breakWord>{`${text} · ${reason}`}</Text>;
      })}
    </BlockStack>
  );
}
