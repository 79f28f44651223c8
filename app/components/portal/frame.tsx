import { Link, NavLink, useLocation } from '@remix-run/react';
import { CircleUser, House, ReceiptText, Share2, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import styles from '#app/components/portal/frame.module.css';
import { usePortal } from '#app/components/portal/portal-context.tsx';

const TABS = [
  { page: 'home', path: '', Icon: House },
  { page: 'earnings', path: '/earnings', Icon: ReceiptText },
  { page: 'team', path: '/team', Icon: Users },
  { page: 'share', path: '/share', Icon: Share2 },
  { page: 'profile', path: '/profile', Icon: CircleUser },
] as const;

/** The merchant's logo, or the name where there is none. */
export function BrandMark({ to }: { to?: string }) {
  const { brand, base } = usePortal();
  const content = brand.logo ? (
    <img className={styles['logo']} src={`${base}/logo?v=${brand.logo}`} alt={brand.name} />
  ) : (
    <span className={styles['brandName']}>{brand.name}</span>
  );
  if (to === undefined) return <span className={styles['brand']}>{content}</span>;
  return (
    <Link to={to} className={styles['brand']}>
      {content}
    </Link>
  );
}

function Tabs() {
  const t = useTranslations('portal.nav');
  const { base } = usePortal();
  return (
    <nav className={styles['tabs']} aria-label={t('label')}>
      <ul className={styles['tabList']}>
        {TABS.map(({ page, path, Icon }) => (
          <li key={page}>
            <NavLink to={`${base}${path}`} end={path === ''} className={styles['tab'] ?? ''}>
              <span className={styles['tabIcon']}>
                <Icon size={21} strokeWidth={2} aria-hidden />
              </span>
              {t(page)}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Imprint and privacy notice of the merchant, and the other language for whoever is not signed in. */
export function LegalLinks({ withLanguage = false }: { withLanguage?: boolean }) {
  const t = useTranslations('portal.legal');
  const { brand } = usePortal();
  const { pathname, search } = useLocation();
  const question = new URLSearchParams(search);
  question.set('lang', t('otherLanguageTag'));
  return (
    <footer className={styles['footer']}>
      {withLanguage && (
        <a href={`${pathname}?${question.toString()}`} lang={t('otherLanguageTag')} hrefLang={t('otherLanguageTag')}>
          {t('otherLanguage')}
        </a>
      )}
      {brand.imprintUrl && <a href={brand.imprintUrl}>{t('imprint')}</a>}
      {brand.privacyUrl && <a href={brand.privacyUrl}>{t('privacy')}</a>}
    </footer>
  );
}

/** The frame of a signed-in partner's pages: tab bar on a phone, left rail from 900 px on. */
export function Frame({ initial, hasLeft, children }: { initial: string; hasLeft: boolean; children: ReactNode }) {
  const t = useTranslations('portal.nav');
  const portal = useTranslations('portal');
  const { base } = usePortal();
  return (
    <div className={styles['page']}>
      <a className={styles['skip']} href="#content">
        {t('skip')}
      </a>
      <header className={styles['header']}>
        <BrandMark to={base} />
        <Link to={`${base}/profile`} className={styles['person']} aria-label={t('profile')}>
          {initial}
        </Link>
      </header>
      <Tabs />
      <main id="content" className={styles['main']} tabIndex={-1}>
        {hasLeft && <p className={styles['ended']}>{portal('ended')}</p>}
        {children}
      </main>
      <LegalLinks />
    </div>
  );
}

/** The frame of the few pages before signing in. */
export function SignedOutFrame({ children }: { children: ReactNode }) {
  return (
    <div className={styles['signedOut']}>
      <main className={styles['card']}>
        <BrandMark />
        {children}
      </main>
      <LegalLinks withLanguage />
    </div>
  );
}

/** The frame of a failure before the network is known: nobody's brand. */
export function StandAloneFrame({ children }: { children: ReactNode }) {
  return (
    <div className={styles['signedOut']}>
      <main className={styles['card']}>{children}</main>
    </div>
  );
}
