import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Box, Card, FormLayout, InlineStack, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { BrandPreview } from '#app/components/admin/settings/brand-preview.tsx';
import { LogoField } from '#app/components/admin/settings/logo-field.tsx';
import { SettingsPage } from '#app/components/admin/settings/settings-page.tsx';
import { useAdminForm } from '#app/components/admin/use-admin-form.ts';
import { useFormat } from '#app/components/shared/format.ts';
import { previewOf } from '#app/domain/brand/preview.ts';
import { brandingForm } from '#app/domain/settings/forms.ts';
import { parseForm } from '#app/form.server.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { currentSettings } from '#app/queries/settings/current-settings.ts';
import { networkFacts } from '#app/queries/settings/network-facts.ts';
import { logoAddress } from '#app/queries/settings/logo.ts';
import { load, respond } from '#app/respond.server.ts';
import { saveLook } from '#app/services/settings/save-look.ts';

export { keepInput as clientAction } from '#app/components/admin/keep-input.ts';

export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId } = await requireMerchant(request);
  return load(async () => {
    const { brand } = await currentSettings(networkId, ['brand']);
    const { name, colour, imprintUrl, privacyUrl } = brand.value;
    const stored = { name, colour, imprintUrl: imprintUrl ?? '', privacyUrl: privacyUrl ?? '', logo: 'keep' };
    const { currency } = await networkFacts(networkId);
    return { stored, currency, logo: await logoAddress(networkId) };
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const { networkId, actor, now } = await requireMerchant(request);
  return respond(async () => saveLook({ networkId, actor, now, ...(await parseForm(request, brandingForm)) }));
}

export default function BrandingSettings() {
  const { stored, logo, currency } = useLoaderData<typeof loader>();
  const t = useTranslations('settings');
  const { money } = useFormat();
  const form = useAdminForm({ stored, intent: 'branding' });
  const { values, set, errorOf } = form;
  const typed = previewOf(values.colour);
  const [last, setLast] = useState(typed);
  if (typed && values.colour !== last?.light.palette.fill && JSON.stringify(typed) !== JSON.stringify(last))
    setLast(typed);
  const picture = pictureOf(values.logo, logo);
  const field = (name: 'name' | 'colour' | 'imprintUrl' | 'privacyUrl') => ({
    id: name,
    label: t(`brand.${name}`),
    value: values[name],
    error: errorOf(name),
    onChange: (value: string) => set({ [name]: value }),
    autoComplete: 'off',
  });
  return (
    <SettingsPage title={t('section.branding')} form={form}>
      <Card>
        <FormLayout>
          <TextField {...field('name')} helpText={t('brand.nameHelp')} maxLength={120} />
          <InlineStack gap="300" blockAlign="end" wrap={false}>
            <Box width="100%">
              <TextField {...field('colour')} maxLength={7} />
            </Box>
            <input
              type="color"
              aria-label={t('brand.colourPicker')}
              value={last ? validColour(values.colour) : '#000000'}
              onChange={(event) => set({ colour: event.target.value })}
              style={{ blockSize: 'var(--p-height-800)', inlineSize: '3rem' }}
            />
          </InlineStack>
          <LogoField
            value={values.logo}
            picture={picture}
            error={errorOf('logo')}
            onChange={(next) => set({ logo: next })}
          />
        </FormLayout>
      </Card>
      {last && (
        <Card>
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              {t('brand.preview')}
            </Text>
            <BrandPreview
              name={values.name}
              logo={picture}
              light={last.light.palette}
              dark={last.dark.palette}
              sample={money(SAMPLE_MINOR, currency)}
              notes={[
                ...(last.light.adjustments.fillChanged ? [t('brand.lightChanged')] : []),
                ...(last.dark.adjustments.fillChanged ? [t('brand.darkChanged')] : []),
                ...(last.light.adjustments.needsEdge || last.dark.adjustments.needsEdge ? [t('brand.edge')] : []),
              ]}
            />
          </BlockStack>
        </Card>
      )}
      <Card>
        <FormLayout>
          <TextField {...field('imprintUrl')} type="url" helpText={t('brand.imprintHelp')} />
          <TextField {...field('privacyUrl')} type="url" />
        </FormLayout>
      </Card>
    </SettingsPage>
  );
}

const SAMPLE_MINOR = '9500';

const validColour = (text: string) => (/^#[0-9a-fA-F]{6}$/.test(text) ? text : '#000000');

/** What the preview shows: the new picture, none, or the stored one. */
function pictureOf(choice: string, stored: string | null): string | null {
  if (choice === 'keep') return stored;
  return choice === 'remove' ? null : `data:;base64,${choice}`;
}
