import { isRouteErrorResponse } from '@remix-run/react';
import { useTranslations } from 'use-intl';
import { ButtonLink } from '#app/components/portal/button.tsx';
import { incidentOf } from '#app/components/portal/incident.ts';
import text from '#app/components/portal/text.module.css';

/** In place of a page that failed: what happened, that nothing was changed, what to do. Never a stack trace. */
export function PortalError({ error, base }: { error: unknown; base: string | null }) {
  const t = useTranslations('portal.error');
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const kind = status === 404 ? 'missing' : status === 403 ? 'suspended' : 'failed';
  const incident = incidentOf(error);
  return (
    <div className={text['stack']}>
      <h1>{t(`${kind}.title`)}</h1>
      <p>{t(`${kind}.text`)}</p>
      {incident && <p className={text['note']}>{t('incident', { id: incident })}</p>}
      {base && kind !== 'suspended' && (
        <div>
          <ButtonLink to={base} reloadDocument>
            {t('home')}
          </ButtonLink>
        </div>
      )}
    </div>
  );
}
