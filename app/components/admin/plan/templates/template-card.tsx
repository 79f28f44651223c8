import { Badge, BlockStack, Box, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { TemplatePicture, type PictureName } from '#app/components/admin/plan/templates/template-picture.tsx';
import { useFormat } from '#app/components/shared/format.ts';
import { useSentence } from '#app/components/shared/use-sentence.ts';

/** A plan to start from, with what its worked example pays. */
export interface ShownTemplate {
  readonly name: PictureName;
  readonly isRunnable: boolean;
  readonly ceilingPpm: number | null;
  readonly orders: readonly { readonly partner: string; readonly netMinor: string }[];
  readonly pays: readonly {
    readonly earner: string;
    readonly amountMinor: string;
    readonly parts: readonly { readonly kind: string; readonly amountMinor: string }[];
  }[];
}

interface TemplateCardProps {
  template: ShownTemplate;
  currency: string;
  isBusy: boolean;
  onStart: () => void;
}

/** One way to pay: what it is, how it looks, what an example comes to. */
export function TemplateCard({ template, currency, isBusy, onStart }: TemplateCardProps) {
  const t = useTranslations('plan.template');
  const kindName = useSentence('plan.kind');
  const { money, rate } = useFormat();
  const { name, isRunnable, ceilingPpm, orders, pays } = template;
  const title = t(`${name}.title`);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          {!isRunnable && <Badge tone="attention">{t('notYet')}</Badge>}
        </InlineStack>
        <TemplatePicture name={name} />
        <Text as="p">{t(`${name}.sentence`)}</Text>
        <BlockStack gap="100">
          <Text as="h3" variant="headingSm">
            {t('example')}
          </Text>
          <Text as="p" tone="subdued">
            {t(`${name}.example`)}
          </Text>
          <Text as="p" tone="subdued">
            {orders.map(({ partner, netMinor }) => `${partner} ${money(netMinor, currency)}`).join(' · ')}
          </Text>
        </BlockStack>
        <BlockStack gap="100" as="ul">
          {pays.map(({ earner, amountMinor, parts }) => (
            <Box as="li" key={earner}>
              <InlineStack align="space-between" gap="200" wrap={false}>
                <Text as="span">{earner}</Text>
                <Text as="span" numeric>
                  {money(amountMinor, currency)}
                </Text>
              </InlineStack>
              <Text as="p" tone="subdued" variant="bodySm">
                {parts.map((part) => `${kindName(part.kind)} ${money(part.amountMinor, currency)}`).join(' · ')}
              </Text>
            </Box>
          ))}
        </BlockStack>
        <Text as="p" tone="subdued">
          {ceilingPpm === null ? t('capped') : t('costs', { share: rate(ceilingPpm) })}
        </Text>
        <InlineStack>
          <Button onClick={onStart} disabled={isBusy} accessibilityLabel={t('startNamed', { title })}>
            {t('start')}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
