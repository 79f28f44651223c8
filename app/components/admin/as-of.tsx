import { InlineStack, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { AdminLink } from '#app/components/admin/admin-link.tsx';
import { useFormat } from '#app/components/shared/format.ts';

interface AsOfProps {
  /** When the figures are from; null while there are none. */
  at: string | null;
  /** The page's own instant, so that server and browser say the same. */
  now: string;
  /** The calculation after `at` failed: the figures are old, and the line says where to look. */
  isStale?: boolean;
}

/** Figures say when they are from; a failed refresh says so beside the time. */
export function AsOf({ at, now, isStale = false }: AsOfProps) {
  const t = useTranslations('admin.list');
  const { moment } = useFormat();
  if (at === null) return null;
  if (!isStale) {
    return (
      <Text as="span" tone="subdued">
        {t('asOf', { at: moment(at, now) })}
      </Text>
    );
  }
  return (
    <InlineStack gap="100">
      <Text as="span" tone="critical">
        {t('stale', { at: moment(at, now) })}
      </Text>
      <AdminLink to="/app/settings/health">{t('viewHealth')}</AdminLink>
    </InlineStack>
  );
}
