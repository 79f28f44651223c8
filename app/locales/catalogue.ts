import deAdmin from '#app/locales/de/admin.json' with { type: 'json' };
import deCommissions from '#app/locales/de/commissions.json' with { type: 'json' };
import deErrors from '#app/locales/de/errors.json' with { type: 'json' };
import deExplanation from '#app/locales/de/explanation.json' with { type: 'json' };
import deGlossary from '#app/locales/de/glossary.json' with { type: 'json' };
import deHome from '#app/locales/de/home.json' with { type: 'json' };
import deMail from '#app/locales/de/mail.json' with { type: 'json' };
import deMoney from '#app/locales/de/money.json' with { type: 'json' };
import deOrders from '#app/locales/de/orders.json' with { type: 'json' };
import dePartners from '#app/locales/de/partners.json' with { type: 'json' };
import dePayouts from '#app/locales/de/payouts.json' with { type: 'json' };
import dePeriods from '#app/locales/de/periods.json' with { type: 'json' };
import dePlan from '#app/locales/de/plan.json' with { type: 'json' };
import dePortal from '#app/locales/de/portal.json' with { type: 'json' };
import deSettings from '#app/locales/de/settings.json' with { type: 'json' };
import deSetup from '#app/locales/de/setup.json' with { type: 'json' };
import deTree from '#app/locales/de/tree.json' with { type: 'json' };
import enAdmin from '#app/locales/en/admin.json' with { type: 'json' };
import enCommissions from '#app/locales/en/commissions.json' with { type: 'json' };
import enErrors from '#app/locales/en/errors.json' with { type: 'json' };
import enExplanation from '#app/locales/en/explanation.json' with { type: 'json' };
import enGlossary from '#app/locales/en/glossary.json' with { type: 'json' };
import enHome from '#app/locales/en/home.json' with { type: 'json' };
import enMail from '#app/locales/en/mail.json' with { type: 'json' };
import enMoney from '#app/locales/en/money.json' with { type: 'json' };
import enOrders from '#app/locales/en/orders.json' with { type: 'json' };
import enPartners from '#app/locales/en/partners.json' with { type: 'json' };
import enPayouts from '#app/locales/en/payouts.json' with { type: 'json' };
import enPeriods from '#app/locales/en/periods.json' with { type: 'json' };
import enPlan from '#app/locales/en/plan.json' with { type: 'json' };
import enPortal from '#app/locales/en/portal.json' with { type: 'json' };
import enSettings from '#app/locales/en/settings.json' with { type: 'json' };
import enSetup from '#app/locales/en/setup.json' with { type: 'json' };
import enTree from '#app/locales/en/tree.json' with { type: 'json' };

/** Languages of every page, mail and file. */
export const LOCALES = ['en', 'de'] as const;
export type Locale = (typeof LOCALES)[number];

const en = {
  admin: enAdmin,
  commissions: enCommissions,
  errors: enErrors,
  explanation: enExplanation,
  glossary: enGlossary,
  home: enHome,
  mail: enMail,
  money: enMoney,
  orders: enOrders,
  partners: enPartners,
  payouts: enPayouts,
  periods: enPeriods,
  plan: enPlan,
  portal: enPortal,
  settings: enSettings,
  setup: enSetup,
  tree: enTree,
};

/** All texts of a language, by namespace; the shape is English's, a test holds German to it. */
export type Messages = typeof en;

const de: Messages = {
  admin: deAdmin,
  commissions: deCommissions,
  errors: deErrors,
  explanation: deExplanation,
  glossary: deGlossary,
  home: deHome,
  mail: deMail,
  money: deMoney,
  orders: deOrders,
  partners: dePartners,
  payouts: dePayouts,
  periods: dePeriods,
  plan: dePlan,
  portal: dePortal,
  settings: deSettings,
  setup: deSetup,
  tree: deTree,
};

const ALL: Record<Locale, Messages> = { en, de };

/** The texts of a language. On the server only: a page gets the namespaces it needs by `pick`. */
export const messagesOf = (locale: Locale): Messages => ALL[locale];

/** The named namespaces of a language, for a page's layout route. */
export function pick<K extends keyof Messages>(locale: Locale, namespaces: readonly K[]): Pick<Messages, K> {
  return Object.fromEntries(namespaces.map((name) => [name, ALL[locale][name]])) as Pick<Messages, K>;
}

/** The language of a tag such as `de-AT`; English where we do not speak it. */
export function localeOf(tag: string | null | undefined): Locale {
  return tag?.toLowerCase().startsWith('de') ? 'de' : 'en';
}
