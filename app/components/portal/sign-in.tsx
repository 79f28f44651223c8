import { useLocation } from '@remix-run/react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import { SubmitButton } from '#app/components/portal/button.tsx';
import { Field } from '#app/components/portal/field.tsx';
import { usePortal } from '#app/components/portal/portal-context.tsx';
import text from '#app/components/portal/text.module.css';

export type SignInAnswer =
  | { readonly kind: 'invalid' | 'failed'; readonly email: string }
  | { readonly kind: 'limited'; readonly email: string; readonly minutes: number }
  | SentAnswer;

interface SentAnswer {
  readonly kind: 'sent';
  readonly email: string;
  /** Until a link may be asked for again. */
  readonly seconds: number;
}

/** One field, one button; what was typed stays after an error. */
export function SignInForm({ answer }: { answer: SignInAnswer | undefined }) {
  const t = useTranslations('portal.signIn');
  const { brand } = usePortal();
  const errorOf = () => {
    if (answer?.kind === 'invalid') return answer.email === '' ? t('missing') : t('invalid');
    if (answer?.kind === 'failed') return t('failed');
    return answer?.kind === 'limited' ? t('limited', { minutes: answer.minutes }) : undefined;
  };
  return (
    <div className={text['stack']}>
      <div className={text['tight']}>
        <h1>{t('heading')}</h1>
        <p className={text['muted']}>{t('intro', { merchant: brand.name })}</p>
      </div>
      <Field
        label={t('email')}
        name="email"
        type="email"
        inputMode="email"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        required
        defaultValue={answer?.email}
        error={errorOf()}
      />
      <SubmitButton isWide>{t('send')}</SubmitButton>
    </div>
  );
}

const SECOND_MS = 1000;

const never = () => () => undefined;

/** Whether somebody counts here: false on the server and without a script. */
const useHasScript = () =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

/** Counts an answer's seconds down; without a script they stand as they were answered. */
function useSecondsLeft(answer: SentAnswer): number {
  const [passed, setPassed] = useState({ since: answer, seconds: 0 });
  useEffect(() => {
    const start = performance.now();
    const timer = setInterval(() => {
      const seconds = Math.min(answer.seconds, Math.floor((performance.now() - start) / SECOND_MS));
      setPassed({ since: answer, seconds });
      if (seconds === answer.seconds) clearInterval(timer);
    }, SECOND_MS);
    return () => clearInterval(timer);
  }, [answer]);
  return passed.since === answer ? answer.seconds - passed.seconds : answer.seconds;
}

/** Says the same for every address, known or not. The count stands outside of what a screen reader is told by itself. */
export function LinkSent({ answer }: { answer: SentAnswer }) {
  const { email } = answer;
  const t = useTranslations('portal.signIn');
  const { pathname, search } = useLocation();
  const seconds = useSecondsLeft(answer);
  const isWaiting = useHasScript() && seconds > 0;
  return (
    <div className={text['stack']}>
      <div className={text['stack']} role="status">
        <h1>{t('sentHeading')}</h1>
        <p>{t('sent', { email })}</p>
        <p className={text['muted']}>{t('sentHint')}</p>
      </div>
      <input type="hidden" name="email" value={email} />
      <div className={text['stack']}>
        <SubmitButton look="secondary" isWide isWaiting={isWaiting}>
          {t('sendAgain')}
        </SubmitButton>
        <p className={text['muted']}>{t('sendAgainWait', { seconds })}</p>
        <a href={`${pathname}${search}`}>{t('otherAddress')}</a>
      </div>
    </div>
  );
}
