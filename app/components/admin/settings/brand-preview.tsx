import { BlockStack, InlineGrid, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import classes from '#app/components/admin/settings/brand-preview.module.css';

interface Tones {
  background: string;
  surface: string;
  line: string;
  text: string;
  muted: string;
  soft: string;
  accent: string;
  fill: string;
  onFill: string;
  edge: string;
}

interface BrandPreviewProps {
  name: string;
  logo: string | null;
  light: Tones;
  dark: Tones;
  /** What had to be changed so that everybody can read it. */
  notes: readonly string[];
  /** An amount as the portal would write it. */
  sample: string;
}

/** The portal's look in both modes, in the colours that would be saved. */
export function BrandPreview({ name, logo, light, dark, notes, sample }: BrandPreviewProps) {
  const t = useTranslations('settings.brand');
  return (
    <BlockStack gap="200">
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
        <Portal tones={light} name={name} logo={logo} mode={t('light')} sample={sample} />
        <Portal tones={dark} name={name} logo={logo} mode={t('dark')} sample={sample} />
      </InlineGrid>
      {notes.map((note) => (
        <Text as="p" tone="subdued" key={note}>
          {note}
        </Text>
      ))}
    </BlockStack>
  );
}

interface PortalProps {
  tones: Tones;
  name: string;
  logo: string | null;
  mode: string;
  sample: string;
}

function Portal({ tones, name, logo, mode, sample }: PortalProps) {
  const t = useTranslations('settings.brand');
  const button = { background: tones.fill, color: tones.onFill, borderColor: tones.edge };
  return (
    <figure
      className={classes.portal}
      style={{ background: tones.background, color: tones.text, borderColor: tones.line }}
    >
      <figcaption style={{ color: tones.muted }}>{mode}</figcaption>
      {logo === null ? <strong>{name}</strong> : <img src={logo} alt={name} className={classes.logo} />}
      <div className={classes.band} style={{ background: tones.soft }}>
        <span>{t('sampleWord')}</span>
        <span className={classes.figure}>{sample}</span>
      </div>
      <span style={{ color: tones.accent }} className={classes.link}>
        {t('sampleLink')}
      </span>
      <span className={classes.button} style={button}>
        {t('sampleButton')}
      </span>
    </figure>
  );
}
