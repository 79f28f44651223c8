import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import type { TreeWords } from '#app/components/shared/tree/tree-words.ts';
import type { TreePerson } from '#app/domain/tree/picture.ts';

interface SidePanelProps {
  person: TreePerson;
  /** The picture begins with this partner already. */
  isFocus: boolean;
  words: TreeWords;
  /** Looking at another day: nothing can be changed. */
  isPast: boolean;
  onFocus: (number: number) => void;
  onMove: (person: TreePerson) => void;
}

/** The chosen partner's figures and what can be done. */
export function SidePanel({ person, isFocus, words, isPast, onFocus, onMove }: SidePanelProps) {
  const t = useTranslations('tree');
  const facts = [
    [t('panel.team'), words.amount(person.teamMinor, 'team')],
    [t('panel.own'), words.amount(person.ownMinor, 'own')],
    [t('panel.earned'), words.amount(person.earnedMinor, 'earned')],
    [t('panel.below'), person.below === null ? t('unknown') : words.count(person.below)],
    [t('panel.level'), String(person.level ?? t('unknown'))],
  ] as const;
  const isHouse = person.number === 0;
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="050">
          <Text as="h2" variant="headingMd" breakWord>
            {words.nameOf(person)}
          </Text>
          <Text as="p" tone="subdued">
            {isHouse ? '' : words.noteOf(person)}
          </Text>
        </BlockStack>
        <BlockStack gap="100">
          {facts.map(([label, value]) => (
            <InlineStack key={label} align="space-between" gap="200">
              <Text as="span" tone="subdued">
                {label}
              </Text>
              <Text as="span" numeric>
                {value}
              </Text>
            </InlineStack>
          ))}
        </BlockStack>
        <InlineStack gap="200">
          {!isFocus && <Button onClick={() => onFocus(person.number)}>{t('panel.focus')}</Button>}
          {!isHouse && !person.place && (
            <Button disabled={isPast} onClick={() => onMove(person)}>
              {t('panel.move')}
            </Button>
          )}
          {!isHouse && <Button url={`/app/partners/${words.numberOf(person)}`}>{t('panel.open')}</Button>}
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
