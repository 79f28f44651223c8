import { useTranslations } from 'use-intl';

interface PlaceBelow {
  slot: number;
  above: { number: number; name: string };
}

/** What a tree and a place in it are called. */
export function usePlaceWords() {
  const t = useTranslations('partners.places');
  const house = useTranslations('partners')('houseAccount');
  const treeName = ({ kind, tree }: { kind: 'binary' | 'matrix'; tree: string }): string =>
    tree === kind ? t(`kind.${kind}`) : t('named', { kind: t(`kind.${kind}`), name: tree });
  const slotName = (kind: 'binary' | 'matrix', slot: number): string =>
    kind === 'binary' ? t(slot === 0 ? 'left' : 'right') : t('slot', { place: slot + 1 });
  const placeName = (kind: 'binary' | 'matrix', { slot, above }: PlaceBelow): string =>
    above.number === 0
      ? t('root', { house })
      : t('below', { name: above.name || String(above.number), number: above.number, place: slotName(kind, slot) });
  return { treeName, slotName, placeName };
}
