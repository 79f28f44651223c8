import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';

interface ContactCardProps {
  contact: { email: string | null; phone: string | null } | null;
  language: string;
  country: string | null;
  externalNumber: string | null;
}

export function ContactCard({ contact, language, country, externalNumber }: ContactCardProps) {
  const t = useTranslations('partners');
  const lines = [contact?.email, contact?.phone].filter((line) => line !== null && line !== undefined);
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t('detail.contact')}
        </Text>
        {lines.length === 0 && <Text as="p">{t('detail.noContact')}</Text>}
        {lines.map((line) => (
          <Text key={line} as="p" breakWord>
            {line}
          </Text>
        ))}
        <Text as="p" tone="subdued">
          {t('detail.language')}: {t(language === 'de' ? 'form.languageDe' : 'form.languageEn')}
        </Text>
        {country !== null && (
          <Text as="p" tone="subdued">
            {t('detail.country')}: {country}
          </Text>
        )}
        {externalNumber !== null && (
          <Text as="p" tone="subdued">
            {t('detail.externalNumber')}: {externalNumber}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}
