import type { LoaderFunctionArgs } from '@remix-run/node';
import { Form, Link, Outlet, useLoaderData, useLocation, useParams } from '@remix-run/react';
import { Search } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { ButtonLink, SubmitButton } from '#app/components/portal/button.tsx';
import { Empty } from '#app/components/portal/empty.tsx';
import { Field } from '#app/components/portal/field.tsx';
import { usePortal } from '#app/components/portal/portal-context.tsx';
import { usePortalFormat } from '#app/components/portal/portal-format.ts';
import { portalMeta } from '#app/components/portal/portal-meta.ts';
import { Rows } from '#app/components/portal/rows.tsx';
import { TeamLevels } from '#app/components/portal/team-levels.tsx';
import { TeamPersonRow } from '#app/components/portal/team-person.tsx';
import styles from '#app/components/portal/team.module.css';
import text from '#app/components/portal/text.module.css';
import { requirePartner } from '#app/partner.server.ts';
import { teamSearch } from '#app/queries/portal/team-search.ts';
import { teamLevel, teamPage } from '#app/queries/portal/team.ts';
import { load } from '#app/respond.server.ts';

export const meta = portalMeta('team');

const TEXT_MAX = 60;

const wholeNumber = (value: string | null): number => (/^\d{1,9}$/.test(value ?? '') ? Number(value) : 0);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { networkId, partner, now } = await requirePartner(request, params);
  const { searchParams } = new URL(request.url);
  const visit = { networkId, number: partner.number, now };
  const q = (searchParams.get('q') ?? '').trim().slice(0, TEXT_MAX);
  const level = wholeNumber(searchParams.get('level'));
  const page = await load(() => teamPage(visit));
  if (q)
    return { page, q, level: 0, found: { people: await load(() => teamSearch({ ...visit, text: q })), next: null } };
  if (level === 0) return { page, q, level, found: null };
  const after = wholeNumber(searchParams.get('after'));
  return { page, q, level, found: await load(() => teamLevel({ ...visit, level, after })) };
}

type TeamData = Awaited<ReturnType<typeof loader>>;

function SearchForm({ q }: { q: string }) {
  const t = useTranslations('portal.team');
  const { base } = usePortal();
  return (
    <Form method="get" action={`${base}/team`} className={styles['search']} role="search">
      <Field
        label={t('search')}
        name="q"
        type="search"
        defaultValue={q}
        key={q}
        autoComplete="off"
        enterKeyHint="search"
      />
      <SubmitButton look="secondary">
        <Search size={20} aria-hidden />
        <span className={text['hidden']}>{t('searchButton')}</span>
      </SubmitButton>
    </Form>
  );
}

function Found({ found, q, level, open }: TeamData & { open: number | null }) {
  const t = useTranslations('portal.team');
  const { base } = usePortal();
  const { search } = useLocation();
  if (!found) return null;
  return (
    <section className={text['section']} aria-labelledby="found">
      <h2 id="found">{q ? t('found', { text: q }) : t('level', { level })}</h2>
      {found.people.length === 0 && <Empty>{t('nobodyFound')}</Empty>}
      {found.people.length > 0 && (
        <Rows>
          {found.people.map((person) => (
            <TeamPersonRow
              key={person.number}
              person={person}
              search={search}
              withLevel={q !== ''}
              isCurrent={person.number === open}
            />
          ))}
        </Rows>
      )}
      {found.next !== null && (
        <div>
          <ButtonLink to={`${base}/team?level=${level}&after=${found.next}`}>{t('more', { count: 20 })}</ButtonLink>
        </div>
      )}
      <p>
        <Link to={`${base}/team`}>{t('wholeTeam')}</Link>
      </p>
    </section>
  );
}

export default function Team() {
  const data = useLoaderData<typeof loader>();
  const t = useTranslations('portal.team');
  const { base, now } = usePortal();
  const format = usePortalFormat();
  const open = Number(useParams()['person'] ?? 0) || null;
  const { page, found, q } = data;
  return (
    <div className={text['stack']}>
      <div className={text['tight']}>
        <h1>
          {page.total > 0 ? t('headingCount', { count: page.total, number: format.integer(page.total) }) : t('heading')}
        </h1>
        <p className={`${text['muted']} ${text['secondary']}`}>
          {page.total > 0 && <>{t('active', { count: page.active, number: format.integer(page.active) })} · </>}
          {page.sponsor === null ? t('noSponsor') : t('sponsor', { name: page.sponsor || t('someone') })}
          {page.asOf !== null && page.total > 0 && <> · {t('asOf', { at: format.moment(page.asOf, now) })}</>}
        </p>
      </div>
      {page.total === 0 ? (
        <Empty step={<ButtonLink to={`${base}/share`}>{t('toShare')}</ButtonLink>}>{t('empty')}</Empty>
      ) : (
        <>
          <SearchForm q={q} />
          {found ? (
            <Found {...data} open={open} />
          ) : (
            <TeamLevels levels={page.levels} deeper={page.deeper} open={open} />
          )}
        </>
      )}
      <Outlet />
    </div>
  );
}
