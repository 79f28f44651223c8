import { useTranslations } from 'use-intl';
import classes from '#app/components/shared/tree/tree-legend.module.css';
import type { TreeFigureName } from '#app/components/shared/tree/tree-words.ts';

const TINTS = [0, 1, 2, 3, 4] as const;

/** What tints and shapes mean; always in sight beside the picture. */
export function TreeLegend({ figure }: { figure: TreeFigureName }) {
  const t = useTranslations('tree.legend');
  const name = useTranslations('tree.figure');
  return (
    <ul className={classes['legend']} aria-label={t('title')}>
      <li>
        {name(figure)}: {t('low')}
        {TINTS.map((tint) => (
          <span key={tint} className={classes['tint']} data-tint={tint} />
        ))}
        {t('high')}
      </li>
      <li>
        <span className={classes['filled']} /> {t('active')}
      </li>
      <li>
        <span className={classes['ring']} /> {t('inactive')}
      </li>
      <li>
        <span className={classes['crossed']}>×</span> {t('suspended')}
      </li>
      <li>
        <span className={classes['square']} /> {t('house')}
      </li>
    </ul>
  );
}
