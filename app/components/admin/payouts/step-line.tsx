import { InlineStack, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';

const STEPS = ['who', 'check', 'handOver', 'confirm'] as const;
export type PayoutStep = (typeof STEPS)[number];

/** The four steps of a payout, with the one at hand. */
export function StepLine({ current }: { current: PayoutStep }) {
  const t = useTranslations('payouts.step');
  return (
    <InlineStack gap="400" as="ol">
      {STEPS.map((step) => (
        <li key={step} style={{ listStyle: 'none' }} {...(step === current ? { 'aria-current': 'step' as const } : {})}>
          <Text
            as="span"
            fontWeight={step === current ? 'bold' : 'regular'}
            {...(step === current ? {} : { tone: 'subdued' as const })}
          >
            {t(step)}
          </Text>
        </li>
      ))}
    </InlineStack>
  );
}
