import { BlockStack, Button, DropZone, InlineError, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslations } from 'use-intl';

interface LogoFieldProps {
  /** `keep`, `remove`, or the chosen picture in base64. */
  value: string;
  /** What would be shown: an address, null for none. */
  picture: string | null;
  error: string | false;
  onChange: (value: string) => void;
}

const BYTES_MAX = 200 * 1024;
const TYPES = 'image/png,image/jpeg,image/webp';

/** The file as base64, without the part that says what it claims to be: the server looks at its bytes. */
async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** A logo to choose, replace or take away. Too large is said at once; what it really is, the server says. */
export function LogoField({ value, picture, error, onChange }: LogoFieldProps) {
  const t = useTranslations('settings.brand');
  const problem = useTranslations('admin.form.problem');
  const [isTooLarge, setTooLarge] = useState(false);
  const choose = (_files: File[], accepted: File[], rejected: File[]) => {
    const [file] = [...accepted, ...rejected];
    setTooLarge(file !== undefined && file.size > BYTES_MAX);
    if (file && file.size <= BYTES_MAX) void base64Of(file).then(onChange);
  };
  const message = isTooLarge ? problem('too-large') : error;
  return (
    <BlockStack gap="200">
      <DropZone label={t('logo')} accept={TYPES} type="image" allowMultiple={false} onDrop={choose} variableHeight>
        <DropZone.FileUpload actionTitle={t('logoChoose')} actionHint={t('logoHint')} />
      </DropZone>
      {message && <InlineError message={message} fieldID="logo" />}
      {picture !== null && (
        <InlineStack gap="300" blockAlign="center">
          <img src={picture} alt="" style={{ maxBlockSize: '2.5rem', maxInlineSize: '10rem' }} />
          <Button variant="tertiary" onClick={() => onChange(value === 'keep' ? 'remove' : 'keep')}>
            {value === 'keep' ? t('logoRemove') : t('logoUndo')}
          </Button>
        </InlineStack>
      )}
      {picture === null && value === 'remove' && (
        <InlineStack gap="200" blockAlign="center">
          <Text as="span" tone="subdued">
            {t('logoRemoved')}
          </Text>
          <Button variant="tertiary" onClick={() => onChange('keep')}>
            {t('logoUndo')}
          </Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}
