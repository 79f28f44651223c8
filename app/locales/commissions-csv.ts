import type { Explanation } from '#app/domain/explain/explanation.ts';
import { currency as currencyOf, toDecimal } from '#app/domain/money/currency.ts';
import { minor } from '#app/domain/money/minor.ts';
import { aboutText, aboutTexts } from '#app/locales/about-text.ts';
import type { Locale } from '#app/locales/catalogue.ts';
import { csvAmount, neutral } from '#app/locales/csv-file.ts';
import { explanationText } from '#app/locales/explanation-text.ts';
import { formatFor } from '#app/locales/format.ts';
import { explanationContext, translatorFor } from '#app/locales/translator.ts';

/** A row as its query gives it, with its explanation; null where that is on its way. */
interface CsvRow {
  readonly row: {
    readonly at: string;
    readonly orderName: string | null;
    readonly about: Parameters<typeof aboutText>[0] | null;
    readonly earner: number;
    readonly firstName: string;
    readonly lastName: string;
    readonly level: number;
    readonly ratePpm: number;
    readonly baseMinor: string;
    readonly amountMinor: string;
    readonly state: 'estimated' | 'held' | 'available' | 'paid' | 'reversed';
    readonly until: string | null;
  };
  readonly explanation: Explanation | { readonly kind: 'outdated' } | null;
}

/** The list of commissions as lines of a file: head and rows in one language, amounts as its spreadsheets read numbers. */
export function commissionsCsv(locale: Locale, { currency, timeZone }: { currency: string; timeZone: string }) {
  const t = translatorFor(locale, timeZone);
  const context = explanationContext(locale, timeZone, 'merchant');
  const about = aboutTexts(locale, timeZone);
  const format = formatFor(locale, timeZone);
  const decimal = (amount: string) => csvAmount(locale, toDecimal(minor(BigInt(amount)), currencyOf(currency)));
  const head = (
    [
      'date',
      'order',
      'partner',
      'partnerNumber',
      'level',
      'rate',
      'base',
      'amount',
      'currency',
      'state',
      'until',
      'explanation',
    ] as const
  ).map((column) => t(`commissions.csv.${column}`));
  const line = ({ row, explanation }: CsvRow) => [
    format.date(new Date(row.at)),
    neutral(row.about ? aboutText(row.about, about) : (row.orderName ?? t('commissions.noOrder'))),
    neutral(`${row.firstName} ${row.lastName}`.trim()),
    row.earner,
    row.about ? '' : row.level,
    format.percent(row.ratePpm),
    decimal(row.baseMinor),
    decimal(row.amountMinor),
    currency,
    t(`money.${row.state}.word`),
    row.until === null ? '' : format.day(row.until),
    neutral(
      explanation === null || explanation.kind === 'outdated'
        ? t('commissions.row.outdated')
        : explanationText(explanation, context).sentence.join(' '),
    ),
  ];
  return { head, line };
}
