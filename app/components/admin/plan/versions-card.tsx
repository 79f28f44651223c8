import { BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { AdminLink } from '#app/components/admin/admin-link.tsx';
import classes from '#app/components/admin/line-list.module.css';
import { VersionBadge, type VersionState } from '#app/components/admin/plan/version-badge.tsx';
import { useFormat } from '#app/components/shared/format.ts';

interface VersionsCardProps {
  versions: readonly { version: number; effectiveAt: string; state: VersionState }[];
}

/** Every published version, newest first; each can be read. */
export function VersionsCard({ versions }: VersionsCardProps) {
  const t = useTranslations('plan.versions');
  const { day } = useFormat();
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t('title')}
        </Text>
        <ul className={classes.list}>
          {versions.map(({ version, effectiveAt, state }) => (
            <li key={version}>
              <AdminLink to={`/app/plan/versions/${version}`} className={`${classes.line} ${classes.link}`}>
                <span className={classes.text}>{t('line', { version, day: day(effectiveAt) })}</span>
                <InlineStack>
                  <VersionBadge state={state} />
                </InlineStack>
              </AdminLink>
            </li>
          ))}
        </ul>
      </BlockStack>
    </Card>
  );
}
