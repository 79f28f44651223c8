import { BlockStack, Button, InlineStack, TextField } from '@shopify/polaris';
import { DeleteIcon, PlusIcon } from '@shopify/polaris-icons';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';

interface RateLevelsProps {
  /** Percentages as typed, level 1 first. */
  levels: readonly string[];
  onChange: (levels: string[]) => void;
  /** Path of the list in the form: `levels`, `tables.0.rates`. */
  path: string;
  errorOf: (path: string) => string | false;
  /** Fewest levels that may stay. */
  min?: number;
  max?: number;
}

/** Rates by pay level: a field each, one more at the end, any can go. A new level takes the cursor. */
export function RateLevels({ levels, onChange, path, errorOf, min = 1, max = 20 }: RateLevelsProps) {
  const t = useTranslations('plan.rates');
  const isAdded = useRef(false);
  const lastId = `${path}.${levels.length - 1}`;
  useEffect(() => {
    if (!isAdded.current) return;
    isAdded.current = false;
    document.getElementById(lastId)?.focus();
  }, [lastId]);
  const add = () => {
    isAdded.current = true;
    onChange([...levels, '']);
  };
  return (
    <BlockStack gap="300">
      {levels.map((rate, index) => (
        <InlineStack key={index} gap="200" wrap={false} blockAlign="start">
          <div style={{ inlineSize: '10rem' }}>
            <TextField
              id={`${path}.${index}`}
              label={t('level', { level: index + 1 })}
              value={rate}
              onChange={(value) => onChange(levels.map((old, at) => (at === index ? value : old)))}
              error={errorOf(`${path}.${index}`)}
              suffix="%"
              inputMode="decimal"
              autoComplete="off"
              align="right"
            />
          </div>
          <div style={{ paddingBlockStart: 'var(--p-space-600)' }}>
            <Button
              variant="tertiary"
              icon={DeleteIcon}
              accessibilityLabel={t('remove', { level: index + 1 })}
              disabled={levels.length <= min}
              onClick={() => onChange(levels.filter((_, at) => at !== index))}
            />
          </div>
        </InlineStack>
      ))}
      <InlineStack>
        <Button icon={PlusIcon} onClick={add} disabled={levels.length >= max}>
          {t('add')}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}
