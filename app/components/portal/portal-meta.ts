import type { MetaDescriptor, MetaFunction } from '@remix-run/react';
import { createTranslator } from 'use-intl/core';
import type { Locale, Messages } from '#app/locales/catalogue.ts';

type TitleKey = keyof Messages['portal']['title'];

/** What the portal's layout has loaded, as far as a title needs it. */
interface LayoutTexts {
  readonly locale: Locale;
  readonly brand: { readonly name: string };
  readonly messages: Pick<Messages, 'portal'>;
}

/** The title of a page, "Earnings · Hofladen Sonne", in the language of the portal's layout. */
export function portalMeta(key: TitleKey): MetaFunction {
  return ({ matches }): MetaDescriptor[] => {
    const layout = matches.find((match) => match.id === 'routes/portal.$network')?.data as LayoutTexts | undefined;
    const noIndex = { name: 'robots', content: 'noindex' };
    if (!layout) return [noIndex];
    const t = createTranslator({ locale: layout.locale, messages: layout.messages, namespace: 'portal.title' });
    return [{ title: `${t(key)} · ${layout.brand.name}` }, noIndex];
  };
}
