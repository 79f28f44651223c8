import { Link } from '@remix-run/react';
import { useTranslations } from 'use-intl';
import { usePortal } from '#app/components/portal/portal-context.tsx';
import { Rows } from '#app/components/portal/rows.tsx';
import { TeamPersonRow, type TeamPersonItem } from '#app/components/portal/team-person.tsx';
import styles from '#app/components/portal/team.module.css';
import text from '#app/components/portal/text.module.css';

interface TeamLevelsProps {
  levels: readonly { readonly level: number; readonly partners: number; readonly people: readonly TeamPersonItem[] }[];
  deeper: number;
  open: number | null;
}

/** The first few of each level, the rest behind their number. */
export function TeamLevels({ levels, deeper, open }: TeamLevelsProps) {
  const t = useTranslations('portal.team');
  const { base } = usePortal();
  return (
    <div className={styles['levels']}>
      {levels.map(({ level, partners, people }) => (
        <section key={level} className={text['section']} aria-labelledby={`level-${level}`}>
          <div className={styles['head']}>
            <h2 id={`level-${level}`}>{t('level', { level })}</h2>
            <span className={text['note']}>{t('partners', { count: partners })}</span>
          </div>
          <Rows>
            {people.map((person) => (
              <TeamPersonRow key={person.number} person={person} search="" isCurrent={person.number === open} />
            ))}
          </Rows>
          {partners > people.length && (
            <p>
              <Link to={`${base}/team?level=${level}`}>{t('moreOfLevel', { count: partners - people.length })}</Link>
            </p>
          )}
        </section>
      ))}
      {deeper > 0 && <p className={text['muted']}>{t('deeper', { count: deeper })}</p>}
    </div>
  );
}
