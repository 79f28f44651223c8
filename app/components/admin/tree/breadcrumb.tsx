import { Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { AdminLink } from '#app/components/admin/admin-link.tsx';
import { usePersonName } from '#app/components/admin/partners/person-name.ts';

interface Crumb {
  number: number;
  firstName: string;
  lastName: string;
}

interface BreadcrumbProps {
  upline: { first: Crumb | null; hidden: number; nearest: readonly Crumb[] };
  focus: Crumb;
  /** The tree's address with another focus. */
  addressOf: (focus: number) => string;
}

/** The way from the house account to the focus; of a long one the first and the nearest three. */
export function Breadcrumb({ upline, focus, addressOf }: BreadcrumbProps) {
  const t = useTranslations('tree');
  const nameOf = usePersonName();
  const above = [...(upline.first ? [upline.first] : []), ...upline.nearest];
  const gapAfter = upline.first ? 0 : -1;
  return (
    <nav aria-label={t('upline')}>
      <Text as="p" tone="subdued">
        {focus.number === 0 ? t('house') : <AdminLink to={addressOf(0)}>{t('house')}</AdminLink>}
        {above.map((crumb, index) => (
          <span key={crumb.number}>
            {' › '}
            <AdminLink to={addressOf(crumb.number)}>{nameOf(crumb)}</AdminLink>
            {index === gapAfter && upline.hidden > 0 && ` › ${t('uplineHidden', { count: upline.hidden })}`}
          </span>
        ))}
        {focus.number > 0 && ` › ${nameOf(focus)}`}
      </Text>
    </nav>
  );
}
