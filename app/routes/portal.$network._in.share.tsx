import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslations } from 'use-intl';
import { CopyField } from '#app/components/portal/copy-field.tsx';
import { Empty } from '#app/components/portal/empty.tsx';
import { usePortal } from '#app/components/portal/portal-context.tsx';
import { portalMeta } from '#app/components/portal/portal-meta.ts';
import { QrCode } from '#app/components/portal/qr-code.tsx';
import text from '#app/components/portal/text.module.css';
import { requirePartner } from '#app/partner.server.ts';
import { sharePage } from '#app/queries/portal/share.ts';
import { load } from '#app/respond.server.ts';

export const meta = portalMeta('share');

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { networkId, partner } = await requirePartner(request, params);
  return load(() => sharePage({ networkId, number: partner.number }));
}

export default function Share() {
  const { codes, links } = useLoaderData<typeof loader>();
  const t = useTranslations('portal.share');
  const { brand } = usePortal();
  const [first, ...others] = links;
  if (!first) {
    return (
      <div className={text['stack']}>
        <h1>{t('heading')}</h1>
        <Empty>{t('empty')}</Empty>
      </div>
    );
  }
  const post = t('post', { merchant: brand.name, url: first.url });
  return (
    <div className={text['stack']}>
      <div className={text['tight']}>
        <h1>{t('heading')}</h1>
        <p className={text['muted']}>{t('intro')}</p>
      </div>
      <div className={text['columns']}>
        <div className={text['stack']}>
          <CopyField label={t('link')} value={first.url} copied={post} canShare />
          <CopyField label={t('postLabel')} value={post} />
          <p className={text['note']}>{t('labelNote')}</p>
        </div>
        <div className={text['stack']}>
          <section className={text['section']}>
            <h2>{t('qr')}</h2>
            <QrCode value={first.url} label={t('qrLabel', { url: first.url })} />
          </section>
          {codes.map((code) => (
            <CopyField key={code} label={t('code')} value={code} isCode />
          ))}
          {others.map((link) => (
            <CopyField key={link.url} label={t('otherLink', { shop: link.shop, code: link.code })} value={link.url} />
          ))}
        </div>
      </div>
    </div>
  );
}
