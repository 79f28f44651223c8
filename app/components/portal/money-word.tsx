import { Calculator, CircleCheck, Clock, Undo2, Wallet, type LucideIcon } from 'lucide-react';
import { useTranslations } from 'use-intl';
import styles from '#app/components/portal/money-word.module.css';
import { usePortalFormat } from '#app/components/portal/portal-format.ts';

export type MoneyWord = 'estimated' | 'held' | 'available' | 'paid' | 'reversed';

const ICONS: Record<MoneyWord, LucideIcon> = {
  estimated: Calculator,
  held: Clock,
  available: Wallet,
  paid: CircleCheck,
  reversed: Undo2,
};

/** Word, icon and colour, always together. */
export function MoneyBadge({ word, detail }: { word: MoneyWord; detail?: string }) {
  const t = useTranslations('money');
  const Icon = ICONS[word];
  return (
    <span className={`${styles['badge']} ${styles[word]}`}>
      <Icon size={14} strokeWidth={2.25} aria-hidden />
      {detail ?? t(`${word}.word`)}
    </span>
  );
}

interface AmountProps {
  minor: string;
  currency: string;
  word?: MoneyWord;
}

/** An amount in tabular figures; an estimate is underlined by dots, what was taken back is red and negative. */
export function Amount({ minor, currency, word }: AmountProps) {
  const format = usePortalFormat();
  const look = word === 'estimated' ? styles['isEstimate'] : word === 'reversed' ? styles['isReversal'] : '';
  return <span className={`${styles['amount']} ${look}`}>{format.amount(minor, currency)}</span>;
}
