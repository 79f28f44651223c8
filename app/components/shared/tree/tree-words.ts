import { useTranslations } from 'use-intl';
import { useFormat } from '#app/components/shared/format.ts';
import type { Mark, TreePerson } from '#app/domain/tree/picture.ts';

export const TREE_FIGURE_NAMES = ['team', 'own', 'below', 'earned'] as const;
export type TreeFigureName = (typeof TREE_FIGURE_NAMES)[number];

/** A person's value of a figure: minor units or a count, as text; null until a run has seen the person. */
export function figureValue(person: TreePerson, figure: TreeFigureName): string | null {
  if (figure === 'below') return person.below?.toString() ?? null;
  return { team: person.teamMinor, own: person.ownMinor, earned: person.earnedMinor }[figure];
}

/** Everything that marks say, in the page's language. `tree`: of what kind a placement tree is; null for sponsors. */
export function useTreeWords(currency: string, figure: TreeFigureName, tree: 'binary' | 'matrix' | null = null) {
  const t = useTranslations('tree');
  const { money, count } = useFormat();
  const amount = (value: string | null, of: TreeFigureName = figure): string => {
    if (value === null) return t('unknown');
    return of === 'below' ? count(Number(value)) : money(value, currency);
  };
  const nameOf = ({ number, firstName, lastName }: TreePerson): string =>
    number === 0 ? t('house') : `${firstName} ${lastName}`.trim() || String(number);
  const stateOf = ({ status, active }: TreePerson): string => {
    if (status !== 'active') return t(`status.${status}`);
    return t(`activity.${active === null ? 'unknown' : active ? 'active' : 'inactive'}`);
  };
  const numberOf = ({ number, place }: TreePerson): number => place?.partner ?? number;
  const slotOf = (slot: number): string => {
    if (tree !== 'binary') return t('slot.place', { place: slot + 1 });
    return t(slot === 0 ? 'slot.left' : 'slot.right');
  };
  const noteOf = (person: TreePerson): string => {
    const note = `${numberOf(person)} · ${stateOf(person)}`;
    return person.place && tree !== null ? `${note} · ${slotOf(person.place.slot)}` : note;
  };
  const labelOf = (mark: Mark): string => {
    if (mark.kind === 'slot') return t('slot.free', { slot: slotOf(mark.slot) });
    if (mark.kind === 'fold') return t('fold', { count: mark.hidden });
    if (mark.kind === 'bundle') {
      const { count: left, active, value } = mark.bundle;
      if (active === null || value === null) return t('bundle', { count: count(left) });
      return t('bundleSum', { count: count(left), active: count(active), value: amount(value) });
    }
    const { person } = mark;
    return t('person', {
      name: nameOf(person),
      number: numberOf(person),
      state: person.place && tree !== null ? `${stateOf(person)}, ${slotOf(person.place.slot)}` : stateOf(person),
      figure: t(`figure.${figure}`),
      value: amount(figureValue(person, figure)),
      below: person.below === null ? t('unknown') : t('partnersBelow', { count: person.below }),
    });
  };
  return { amount, nameOf, numberOf, noteOf, stateOf, labelOf, count };
}

export type TreeWords = ReturnType<typeof useTreeWords>;
