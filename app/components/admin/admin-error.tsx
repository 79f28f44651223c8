import { isRouteErrorResponse, useRevalidator } from '@remix-run/react';
import { Banner, Page, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { z } from 'zod';

const refusalSchema = z.object({ incident: z.string().optional() });

/** In place of a page that failed: what happened, that nothing was changed, what to do. Never a stack trace. */
export function AdminError({ error }: { error: unknown }) {
  const t = useTranslations('admin.error');
  const { revalidate } = useRevalidator();
  const isMissing = isRouteErrorResponse(error) && error.status === 404;
  const refusal = refusalSchema.safeParse(isRouteErrorResponse(error) ? error.data : null);
  const incident = refusal.success ? refusal.data.incident : undefined;
  if (isMissing) {
    return (
      <Page title={t('notFoundTitle')} backAction={{ content: t('home'), url: '/app' }}>
        <Text as="p">{t('notFoundBody')}</Text>
      </Page>
    );
  }
  return (
    <Page>
      <Banner tone="critical" title={t('title')} action={{ content: t('again'), onAction: revalidate }}>
        <p>{t('body')}</p>
        {incident && <p>{t('incident', { id: incident })}</p>}
      </Banner>
    </Page>
  );
}
