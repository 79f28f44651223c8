import { Badge } from '@shopify/polaris';
import { CalculatorIcon, CheckCircleIcon, ClockIcon, ReturnIcon, WalletIcon } from '@shopify/polaris-icons';
import { useTranslations } from 'use-intl';

export type MoneyWord = 'estimated' | 'held' | 'available' | 'paid' | 'reversed';

const LOOK = {
  estimated: { icon: CalculatorIcon },
  held: { icon: ClockIcon, tone: 'attention' },
  available: { icon: WalletIcon, tone: 'info' },
  paid: { icon: CheckCircleIcon, tone: 'success' },
  reversed: { icon: ReturnIcon, tone: 'critical' },
} as const;

interface MoneyBadgeProps {
  word: MoneyWord;
  /** The day that belongs to the word, as people read it: held until, paid on. */
  day?: string | null;
}

/** One of the four money words, or a reversal: word, icon and colour always together. */
export function MoneyBadge({ word, day = null }: MoneyBadgeProps) {
  const t = useTranslations('money');
  const text =
    day === null ? t(`${word}.word`) : word === 'paid' ? t('paidOn', { on: day }) : t('heldUntil', { until: day });
  return <Badge {...LOOK[word]}>{text}</Badge>;
}
