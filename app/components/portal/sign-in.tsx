import { useTranslations } from 'use-intl';
import { SubmitButton } from '#app/components/portal/button.tsx';
import { Field } from '#app/components/portal/field.tsx';
import { usePortal } from '#app/components/portal/portal-context.tsx';
import text from '#app/components/portal/text.module.css';

export type SignInAnswer =
  | { readonly kind: 'invalid'; readonly email: string }
  | { readonly kind: 'limited'; readonly email: string; readonly minutes: number }
  | { readonly kind: 'sent'; readonly email: string };

/** One field, one button; what was typed stays after an error. */
export function SignInForm({ answer }: { answer: SignInAnswer | undefined }) {
  const t = useTranslations('portal.signIn');
  const { brand } = usePortal();
  const errorOf = () => {
    if (answer?.kind === 'invalid') return answer.email === '' ? t('missing') : t('invalid');
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

/** Says the same for every address, known or not. */
export function LinkSent({ email }: { email: string }) {
  const t = useTranslations('portal.signIn');
  const { base } = usePortal();
  return (
    <div className={text['stack']} role="status">
      <h1>{t('sentHeading')}</h1>
      <p>{t('sent', { email })}</p>
      <p className={text['muted']}>{t('sentHint')}</p>
      <input type="hidden" name="email" value={email} />
      <div className={text['stack']}>
        <SubmitButton look="secondary" isWide>
          {t('sendAgain')}
        </SubmitButton>
        <a href={`${base}/sign-in`}>{t('otherAddress')}</a>
      </div>
    </div>
  );
}
