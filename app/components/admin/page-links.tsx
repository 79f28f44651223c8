import { useNavigate } from '@remix-run/react';
import { Box, InlineStack, Pagination } from '@shopify/polaris';
import { useTranslations } from 'use-intl';

interface PageLinksProps {
  /** Addresses of the neighbours (keyset cursors in them), null at either end. */
  previous: string | null;
  next: string | null;
}

/** The foot of a keyset-paged list; nothing where one page holds all. The filters stay in the addresses. */
export function PageLinks({ previous, next }: PageLinksProps) {
  const t = useTranslations('admin.list');
  const navigate = useNavigate();
  if (previous === null && next === null) return null;
  const go = (to: string | null) => () => {
    if (to !== null) navigate(to);
  };
  return (
    <Box padding="300" borderBlockStartWidth="025" borderColor="border">
      <InlineStack align="center">
        <Pagination
          accessibilityLabels={{ previous: t('previous'), next: t('next') }}
          hasPrevious={previous !== null}
          onPrevious={go(previous)}
          hasNext={next !== null}
          onNext={go(next)}
        />
      </InlineStack>
    </Box>
  );
}
