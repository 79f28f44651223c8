import type { ReactNode } from 'react';
import { IntlProvider } from 'use-intl';
import type { Locale, Messages } from '#app/locales/catalogue.ts';

declare module 'use-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}

interface TextsProps {
  locale: Locale;
  timeZone: string;
  messages: Partial<Messages>;
  children: ReactNode;
}

/** Gives the page below its language; a key that is missing is a bug and ends the render. */
export function Texts({ locale, timeZone, messages, children }: TextsProps) {
  const fail = (error: Error) => {
    throw error;
  };
  return (
    <IntlProvider locale={locale} timeZone={timeZone} messages={messages as Messages} onError={fail}>
      {children}
    </IntlProvider>
  );
}
