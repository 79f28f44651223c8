import { Box, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import classes from '#app/components/admin/payouts/step-line.module.css';

const STEPS = ['who', 'check', 'handOver', 'confirm'] as const;
export type PayoutStep = (typeof STEPS)[number];

/** The four steps of a payout, with the one at hand. */
export function StepLine({ current }: { current: PayoutStep }) {
  const t = useTranslations('payouts.step');
  return (
    <Box paddingInline={{ xs: '400', sm: '0' }}>
      <ol className={classes.steps} aria-label={t('label')}>
        {STEPS.map((step, index) => (
          <li key={step} className={classes.step} {...(step === current ? { 'aria-current': 'step' as const } : {})}>
            <span className={classes.mark} aria-hidden="true">
              {index + 1}
            </span>
            <Text
              as="span"
              {...(step === current ? { fontWeight: 'semibold' as const } : { tone: 'subdued' as const })}
            >
              {t(step)}
            </Text>
          </li>
        ))}
      </ol>
    </Box>
  );
}
