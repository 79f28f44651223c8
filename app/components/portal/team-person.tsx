import { useTranslations } from 'use-intl';
import { usePortal } from '#app/components/portal/portal-context.tsx';
import { Row } from '#app/components/portal/rows.tsx';
import styles from '#app/components/portal/team.module.css';
import text from '#app/components/portal/text.module.css';

export interface TeamPersonItem {
  readonly number: number;
  readonly name: string;
  readonly level: number;
  readonly activity: 0 | 1 | 2 | 3;
}

const BARS = [1, 2, 3] as const;

/** How busy somebody is, in four classes: bars for the eye, words for everybody. */
export function Activity({ level }: { level: 0 | 1 | 2 | 3 }) {
  const t = useTranslations('portal.team');
  return (
    <span>
      <span className={styles['activity']} aria-hidden>
        {BARS.map((bar) => (
          <span key={bar} className={`${styles['bar']} ${bar <= level ? styles['on'] : ''}`} />
        ))}
      </span>
      <span className={text['hidden']}>{t(`activity.${level}`)}</span>
    </span>
  );
}

interface TeamPersonRowProps {
  person: TeamPersonItem;
  /** Search words and level of the list, which the card keeps. */
  search: string;
  withLevel?: boolean;
  isCurrent: boolean;
}

/** Somebody of the team by first name and initial; who has no name any more has words. */
export function TeamPersonRow({ person, search, withLevel = false, isCurrent }: TeamPersonRowProps) {
  const t = useTranslations('portal.team');
  const { base } = usePortal();
  const name = person.name || t('someone');
  return (
    <Row
      to={`${base}/team/${person.number}${search}`}
      isCurrent={isCurrent}
      icon={
        <span className={styles['avatar']} aria-hidden>
          {[...name][0]}
        </span>
      }
      title={name}
      detail={
        withLevel
          ? t('numberAndLevel', { number: String(person.number), level: person.level })
          : t('number', { number: String(person.number) })
      }
      side={<Activity level={person.activity} />}
    />
  );
}
