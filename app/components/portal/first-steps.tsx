import { Link } from '@remix-run/react';
import { useTranslations } from 'use-intl';
import styles from '#app/components/portal/home.module.css';
import { usePortal } from '#app/components/portal/portal-context.tsx';
import text from '#app/components/portal/text.module.css';

/** What a new partner finds in place of figures that do not exist yet. */
export function FirstSteps() {
  const t = useTranslations('portal.firstSteps');
  const { base } = usePortal();
  return (
    <section className={text['stack']} aria-labelledby="first-steps">
      <h2 id="first-steps">{t('heading')}</h2>
      <ol className={styles['steps']}>
        <li>
          <div>
            <Link to={`${base}/profile`}>{t('profile')}</Link>
            <p>{t('profileText')}</p>
          </div>
        </li>
        <li>
          <div>
            <Link to={`${base}/share`}>{t('share')}</Link>
            <p>{t('shareText')}</p>
          </div>
        </li>
        <li>
          <div>
            <span>{t('order')}</span>
            <p>{t('orderText')}</p>
          </div>
        </li>
      </ol>
    </section>
  );
}
