import { InlineStack, Text } from '@shopify/polaris';

export interface ValueLine {
  label: string;
  value: string;
  isStrong?: boolean;
}

/** Labels left, values right, one pair per line. */
export function ValueLines({ lines }: { lines: readonly ValueLine[] }) {
  return (
    <dl style={{ margin: 0, display: 'grid', gap: 'var(--p-space-100)' }}>
      {lines.map(({ label, value, isStrong = false }) => (
        <InlineStack key={label} align="space-between" gap="200">
          <dt>
            <Text as="span" tone="subdued">
              {label}
            </Text>
          </dt>
          <dd style={{ margin: 0 }}>
            <Text as="span" numeric alignment="end" {...(isStrong ? { fontWeight: 'semibold' as const } : {})}>
              {value}
            </Text>
          </dd>
        </InlineStack>
      ))}
    </dl>
  );
}
