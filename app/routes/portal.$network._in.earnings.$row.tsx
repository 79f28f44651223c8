import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData, useLocation } from '@remix-run/react';
import { useTranslations } from 'use-intl';
import { orderText } from '#app/components/portal/earning-row.tsx';
import { Explanation } from '#app/components/portal/explanation.tsx';
import { usePortal } from '#app/components/portal/portal-context.tsx';
import { portalMeta } from '#app/components/portal/portal-meta.ts';
import { Sheet } from '#app/components/portal/sheet.tsx';
import { aboutText } from '#app/locales/about-text.ts';
import { localeOf } from '#app/locales/catalogue.ts';
import { requirePartner } from '#app/partner.server.ts';
import { earningDetail } from '#app/queries/portal/earning-detail.ts';
import { parseRowKey } from '#app/queries/portal/row-key.ts';
import { load } from '#app/respond.server.ts';

export const meta = portalMeta('row');

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { networkId, partner, now } = await requirePartner(request, params);
  const key = parseRowKey(params['row'] ?? '');
  const locale = localeOf(partner.language);
  const detail = key && (await load(() => earningDetail({ networkId, number: partner.number, key, locale, now })));
  if (!detail) throw Response.json(null, { status: 404 });
  return detail;
}

export default function EarningSheet() {
  const detail = useLoaderData<typeof loader>();
  const t = useTranslations('portal.row');
  const earnings = useTranslations('portal.earnings');
  const { base } = usePortal();
  const { search } = useLocation();
  const about = useTranslations('money.about');
  const heading = () => {
    if (detail.about) return aboutText(detail.about, about);
    return detail.orderName ? t('heading', { order: orderText(earnings, detail.orderName) }) : t('headingWithout');
  };
  return (
    <Sheet title={heading()} closeTo={`${base}/earnings${search}`}>
      <Explanation detail={detail} search={search} />
    </Sheet>
  );
}
