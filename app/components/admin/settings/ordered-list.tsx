import { Box, Button, InlineStack, Text } from '@shopify/polaris';
import { ArrowDownIcon, ArrowUpIcon, MinusCircleIcon, PlusCircleIcon } from '@shopify/polaris-icons';
import { useTranslations } from 'use-intl';

interface OrderedListProps<T extends string> {
  /** What counts, the first first. */
  chosen: readonly T[];
  all: readonly T[];
  nameOf: (item: T) => string;
  onChange: (chosen: T[]) => void;
}

/** A list that is put in order by buttons, so that a keyboard and a thumb do it as well as a mouse; items can be left out. */
export function OrderedList<T extends string>({ chosen, all, nameOf, onChange }: OrderedListProps<T>) {
  const t = useTranslations('settings.ordered');
  const left = all.filter((item) => !chosen.includes(item));
  const swap = (index: number, by: -1 | 1) => {
    const next = [...chosen];
    const [item] = next.splice(index, 1);
    if (item !== undefined) next.splice(index + by, 0, item);
    onChange(next);
  };
  return (
    <ol style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {chosen.map((item, index) => (
        <Box as="li" key={item} paddingBlock="100" borderBlockEndWidth="025" borderColor="border-secondary">
          <InlineStack align="space-between" blockAlign="center" wrap={false} gap="200">
            <Text as="span">{t('place', { place: index + 1, name: nameOf(item) })}</Text>
            <InlineStack gap="200" wrap={false} blockAlign="center">
              <Button
                variant="tertiary"
                icon={ArrowUpIcon}
                accessibilityLabel={t('up', { name: nameOf(item) })}
                disabled={index === 0}
                onClick={() => swap(index, -1)}
              />
              <Button
                variant="tertiary"
                icon={ArrowDownIcon}
                accessibilityLabel={t('down', { name: nameOf(item) })}
                disabled={index === chosen.length - 1}
                onClick={() => swap(index, 1)}
              />
              <Button
                variant="tertiary"
                icon={MinusCircleIcon}
                accessibilityLabel={t('leaveOut', { name: nameOf(item) })}
                disabled={chosen.length === 1}
                onClick={() => onChange(chosen.filter((each) => each !== item))}
              />
            </InlineStack>
          </InlineStack>
        </Box>
      ))}
      {left.map((item) => (
        <Box as="li" key={item} paddingBlock="100">
          <InlineStack align="space-between" blockAlign="center" wrap={false} gap="200">
            <Text as="span" tone="subdued">
              {t('leftOut', { name: nameOf(item) })}
            </Text>
            <Button
              variant="tertiary"
              icon={PlusCircleIcon}
              accessibilityLabel={t('take', { name: nameOf(item) })}
              onClick={() => onChange([...chosen, item])}
            />
          </InlineStack>
        </Box>
      ))}
    </ol>
  );
}
