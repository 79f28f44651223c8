import { useFetcher } from '@remix-run/react';
import { Autocomplete, Icon } from '@shopify/polaris';
import { SearchIcon } from '@shopify/polaris-icons';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';

export interface PickedPartner {
  number: number;
  name: string;
}

interface Hit {
  number: number;
  firstName: string;
  lastName: string;
}

const SEARCH_DELAY_MS = 250;

interface PartnerPickerProps {
  picked: PickedPartner | null;
  onPick: (partner: PickedPartner | null) => void;
}

/** Finds a partner by the beginning of a name, number or code. Typing again takes the choice back. */
export function PartnerPicker({ picked, onPick }: PartnerPickerProps) {
  const t = useTranslations('orders.assign');
  const fetcher = useFetcher<readonly Hit[]>();
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
  const hits = (isAsking ? (fetcher.data ?? []) : [])
    .filter(({ number }) => number > 0)
    .map(({ number, firstName, lastName }) => ({ number, name: `${firstName} ${lastName}`.trim() }));
  const nameOf = ({ number, name }: PickedPartner) => `${name} · ${number}`;
  return (
    <Autocomplete
      options={hits.map((hit) => ({ value: String(hit.number), label: nameOf(hit) }))}
      selected={[]}
      loading={isAsking && fetcher.state !== 'idle'}
      emptyState={isAsking ? <span>{t('none')}</span> : null}
      onSelect={([number]) => {
        const hit = hits.find((each) => String(each.number) === number);
        if (!hit) return;
        setText(nameOf(hit));
        onPick(hit);
      }}
      textField={
        <Autocomplete.TextField
          label={t('partner')}
          placeholder={t('search')}
          value={text}
          onChange={(typed) => {
            setText(typed);
            onPick(null);
          }}
          prefix={<Icon source={SearchIcon} />}
          autoComplete="off"
        />
      }
    />
  );
}
