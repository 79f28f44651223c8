import { partnersByNumber } from '#app/adapters/db/repositories/partners.server.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { assert } from '#app/domain/assert.ts';
import { explainPeriodRow } from '#app/domain/explain/period/explain-period-row.ts';
import type { Locale } from '#app/locales/catalogue.ts';
import { legBarsOf, type LegBar } from '#app/locales/explanation-legs.ts';
import { explanationText, type ExplanationText } from '#app/locales/explanation-text.ts';
import { explanationContext } from '#app/locales/translator.ts';
import { readPeriodRows } from '#app/queries/explain/period-rows.ts';
import { runBases } from '#app/queries/explain/run-basis.ts';
import { moneyStateOf, type DetailRow } from '#app/queries/portal/detail-row.ts';
import { partnersPart } from '#app/queries/portal/partner-case.ts';
import { shownName } from '#app/queries/portal/person-name.ts';
import { visibleTo } from '#app/queries/portal/sight.ts';

/** The words of a row, with its legs as bars where it is one of pairs. */
export interface PeriodText extends ExplanationText {
  readonly legs: readonly LegBar[];
}

/** A row that no order decides, in the words of its earner; null while its plan or its figures changed and a run is on its way. */
export async function periodText(
  tx: Tx,
  row: DetailRow,
  { number, now, locale }: { number: number; now: Date; locale: Locale },
): Promise<PeriodText | null> {
  const [basis] = await runBases(tx, [row.runId]);
  if (!basis) return null;
  const asked = [{ ...row, earner: number, rowNo: Number(row.id) }];
  const namesOf = async (numbers: readonly number[]) =>
    new Map((await partnersByNumber(tx, numbers)).map((person) => [person.number, shownName(person)]));
  const { periodCase, rows, people } = await readPeriodRows(tx, { basis, asked, namesOf, now });
  const [stored] = rows;
  assert(stored, 'a row that was asked for and is not there');
  const value = explainPeriodRow(periodCase, stored, moneyStateOf(row, basis.timeZone));
  if (value.kind === 'outdated') return null;
  const visible = await visibleTo(tx, { viewer: number, numbers: people, now });
  const context = explanationContext(locale, basis.timeZone, 'partner');
  return { ...explanationText(partnersPart(value, visible), context), legs: legBarsOf(value, context) };
}
