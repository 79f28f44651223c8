import { useFetcher } from '@remix-run/react';
import { BlockStack, ChoiceList, Icon, Text, TextField } from '@shopify/polaris';
import { SearchIcon } from '@shopify/polaris-icons';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import type { FormAnswer } from '#app/components/admin/use-admin-form.ts';

export interface PickedPartner {
  number: number;
  name: string;
}

interface Hit {
  number: number;
  firstName: string;
  lastName: string;
}

type Refused = Extract<FormAnswer, { ok: false }>;

const SEARCH_DELAY_MS = 250;

interface PartnerPickerProps {
  picked: PickedPartner | null;
  onPick: (partner: PickedPartner | null) => void;
}

/**
 * Finds a partner by the beginning of a name, number or code. Typing again takes the choice back. Hits stand below the
 * field, because a popover would open behind Shopify's dialogue.
 */
export function PartnerPicker({ picked, onPick }: PartnerPickerProps) {
  const t = useTranslations('orders.assign');
  const fetcher = useFetcher<readonly Hit[] | Refused>();
  const answer = fetcher.data;
  const refusal = answer && 'ok' in answer ? answer : null;
  const found = answer && !('ok' in answer) ? answer : null;
  const [text, setText] = useState('');
  const { load } = fetcher;
  const isAsking = text.trim() !== '' && picked === null;
  useEffect(() => {
    if (!isAsking) return undefined;
    const timer = setTimeout(
      () => load(`/app/tree/search?${new URLSearchParams({ q: text }).toString()}`),
      SEARCH_DELAY_MS,
    );
    return () => clearTimeout(timer);
  }, [text, isAsking, load]);
  const hits = (isAsking ? (found ?? []) : [])
    .filter(({ number }) => number > 0)
    .map(({ number, firstName, lastName }) => ({ number, name: `${firstName} ${lastName}`.trim() }));
  const nameOf = ({ number, name }: PickedPartner) => `${name} · ${number}`;
  const hasNone = isAsking && fetcher.state === 'idle' && found !== null && hits.length === 0;
  return (
    <BlockStack gap="200">
      <TextField
        label={t('partner')}
        placeholder={t('search')}
        value={text}
        onChange={(typed) => {
          setText(typed);
          onPick(null);
        }}
        prefix={<Icon source={SearchIcon} />}
        loading={isAsking && fetcher.state !== 'idle'}
        autoComplete="off"
      />
      {hits.length > 0 && (
        <ChoiceList
          title={t('partner')}
          titleHidden
          choices={hits.map((hit) => ({ value: String(hit.number), label: nameOf(hit) }))}
          selected={[]}
          onChange={([number]) => {
            const hit = hits.find((each) => String(each.number) === number);
            if (!hit) return;
            setText(nameOf(hit));
            onPick(hit);
          }}
        />
      )}
      {isAsking && <RefusalBanner refusal={refusal} />}
      <div role="status">{hasNone && <Text as="p">{t('none')}</Text>}</div>
    </BlockStack>
  );
}
