import { Banner, List } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { useSentence } from '#app/components/shared/use-sentence.ts';

/** What became of orders that were assigned together. */
export interface AssignedView {
  assigned: number;
  unchanged: number;
  skipped: readonly { order: string; code: string }[];
}

/** Done, and what was skipped with the reason of each kind. */
export function AssignedBanner({ done, onDismiss }: { done: AssignedView; onDismiss: () => void }) {
  const t = useTranslations('orders.assign');
  const sentence = useSentence('errors');
  const { assigned, unchanged, skipped } = done;
  const byCode = [...Map.groupBy(skipped, ({ code }) => code)];
  return (
    <Banner
      tone={skipped.length > 0 ? 'warning' : 'success'}
      title={t('done', { assigned, unchanged })}
      onDismiss={onDismiss}
    >
      {byCode.length > 0 && (
        <List>
          {byCode.map(([code, orders]) => (
            <List.Item key={code}>{`${t('skipped', { count: orders.length })}: ${sentence(code)}`}</List.Item>
          ))}
        </List>
      )}
    </Banner>
  );
}
