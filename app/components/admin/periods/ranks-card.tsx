import { Await } from '@remix-run/react';
import { BlockStack, Card, Text } from '@shopify/polaris';
import { memo, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { partnersAddress } from '#app/components/admin/addresses.ts';
import { AdminLink } from '#app/components/admin/admin-link.tsx';
import classes from '#app/components/admin/line-list.module.css';
import { useFormat } from '#app/components/shared/format.ts';

interface RankCount {
  place: number;
  name: string;
  partners: number;
}

interface RanksCardProps {
  /** Highest rank first; empty for a plan without ranks. */
  ranks: Promise<readonly RankCount[]>;
  /** The list of partners shows this run's ranks, so that the figures lead there. */
  isListed: boolean;
}

/** How many partners the period pays as which rank. It may come after the page. Kept out of the page's own updates: one that came before it was hydrated would draw it twice. */
export const RanksCard = memo(function RanksCard({ ranks, isListed }: RanksCardProps) {
  return (
    <Suspense>
      <Await resolve={ranks} errorElement={null}>
        {(found) => (found.length === 0 ? null : <Ranks found={found} isListed={isListed} />)}
      </Await>
    </Suspense>
  );
});

function Ranks({ found, isListed }: { found: readonly RankCount[]; isListed: boolean }) {
  const t = useTranslations('periods.ranks');
  const { count } = useFormat();
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t('title')}
        </Text>
        <ul className={classes.list}>
          {found.map(({ place, name, partners }) => {
            const line = (
              <>
                <span className={classes.text}>{name}</span>
                <Text as="span" numeric>
                  {count(partners)}
                </Text>
              </>
            );
            return (
              <li key={place}>
                {isListed && partners > 0 ? (
                  <AdminLink to={partnersAddress({ rank: place })} className={`${classes.line} ${classes.link}`}>
                    {line}
                  </AdminLink>
                ) : (
                  <div className={classes.line}>{line}</div>
                )}
              </li>
            );
          })}
        </ul>
      </BlockStack>
    </Card>
  );
}
