import type { LoaderFunctionArgs } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { useTranslations } from 'use-intl';
import { SubmitButton } from '#app/components/portal/button.tsx';
import { orderText } from '#app/components/portal/earning-row.tsx';
import { Empty } from '#app/components/portal/empty.tsx';
import { Field } from '#app/components/portal/field.tsx';
import { usePortal } from '#app/components/portal/portal-context.tsx';
import { usePortalFormat } from '#app/components/portal/portal-format.ts';
import { portalMeta } from '#app/components/portal/portal-meta.ts';
import { Row, Rows } from '#app/components/portal/rows.tsx';
import styles from '#app/components/portal/team.module.css';
import text from '#app/components/portal/text.module.css';
import { localeOf } from '#app/locales/catalogue.ts';
import { requirePartner } from '#app/partner.server.ts';
import { nothingAnswer, type NothingAnswer } from '#app/queries/portal/nothing.ts';
import { ordersWithoutMe } from '#app/queries/portal/orders-without-me.ts';
import { load } from '#app/respond.server.ts';

export const meta = portalMeta('nothing');

const ORDER_TEXT_MAX = 40;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { networkId, partner, now } = await requirePartner(request, params);
  const visit = { networkId, number: partner.number, now };
  const order = (new URL(request.url).searchParams.get('order') ?? '').trim().slice(0, ORDER_TEXT_MAX);
  const locale = localeOf(partner.language);
  const [answer, orders] = await Promise.all([
    order === '' ? null : load(() => nothingAnswer({ ...visit, order, locale })),
    load(() => ordersWithoutMe(visit)),
  ]);
  return { order, answer, orders };
}

function Answer({ order, answer }: { order: string; answer: NothingAnswer }) {
  const t = useTranslations('portal.nothing');
  const earnings = useTranslations('portal.earnings');
  const { base } = usePortal();
  return (
    <section className={text['section']} aria-labelledby="answer">
      <h2 id="answer">
        {t('answerHeading', { order: 'order' in answer ? orderText(earnings, answer.order) : order })}
      </h2>
      {answer.kind === 'unknown' && <p>{t('unknown')}</p>}
      {answer.kind === 'uncounted' && <p>{t('uncounted')}</p>}
      {answer.kind === 'earned' && (
        <p>
          {t('earned')} <Link to={`${base}/earnings?order=${encodeURIComponent(answer.order)}`}>{t('showRow')}</Link>
        </p>
      )}
      {answer.kind === 'nothing' && <p>{answer.sentences.join(' ')}</p>}
    </section>
  );
}

export default function WhyNothing() {
  const { order, answer, orders } = useLoaderData<typeof loader>();
  const t = useTranslations('portal.nothing');
  const earnings = useTranslations('portal.earnings');
  const { base } = usePortal();
  const format = usePortalFormat();
  return (
    <div className={text['stack']}>
      <div className={text['tight']}>
        <h1>{t('heading')}</h1>
        <p className={text['muted']}>{t('intro')}</p>
      </div>
      <div className={`${text['columns']} ${text['beside']}`}>
        <div className={text['stack']}>
          <Form method="get" className={styles['search']}>
            <Field
              label={t('order')}
              name="order"
              key={order}
              defaultValue={order}
              placeholder="#1055"
              inputMode="numeric"
            />
            <SubmitButton>{t('ask')}</SubmitButton>
          </Form>
          {answer && <Answer order={order} answer={answer} />}
          <p>
            <Link to={`${base}/earnings`}>{t('toEarnings')}</Link>
          </p>
        </div>
        <section className={text['section']} aria-labelledby="orders">
          <h2 id="orders">{t('orders', { count: orders.length })}</h2>
          {orders.length === 0 ? (
            <Empty>{t('noOrders')}</Empty>
          ) : (
            <Rows>
              {orders.map(({ name, at }) => (
                <Row
                  key={`${name} ${at}`}
                  to={`${base}/nothing?order=${encodeURIComponent(name)}`}
                  title={orderText(earnings, name)}
                  detail={format.date(new Date(at))}
                  isCurrent={answer !== null && 'order' in answer && answer.order === name}
                />
              ))}
            </Rows>
          )}
        </section>
      </div>
    </div>
  );
}
