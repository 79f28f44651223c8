import { Autocomplete, Icon } from '@shopify/polaris';
import { SearchIcon } from '@shopify/polaris-icons';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { usePersonName } from '#app/components/admin/partners/person-name.ts';
import type { TreeHitLine } from '#app/components/admin/tree/tree-source.ts';

const SEARCH_DELAY_MS = 250;

interface TreeSearchProps {
  id: string;
  search: (text: string) => Promise<readonly TreeHitLine[]>;
  onHits: (hits: readonly TreeHitLine[]) => void;
  onFocus: (number: number) => void;
}

/** Finds by the beginning of a name, number or code; the chosen hit becomes the focus. */
export function TreeSearch({ id, search, onHits, onFocus }: TreeSearchProps) {
  const t = useTranslations('tree');
  const nameOf = usePersonName();
  const [text, setText] = useState('');
  const [hits, setHits] = useState<readonly TreeHitLine[]>([]);
  const [isBusy, setBusy] = useState(false);
  const isAsking = text.trim() !== '';
  useEffect(() => {
    if (!isAsking) return undefined;
    let isCurrent = true;
    const ask = async () => {
      setBusy(true);
      const found = await search(text).catch(() => []);
      if (!isCurrent) return;
      setHits(found);
      onHits(found);
      setBusy(false);
    };
    const timer = setTimeout(() => void ask(), SEARCH_DELAY_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [text, isAsking, search, onHits]);
  const shown = isAsking ? hits : [];
  return (
    <Autocomplete
      options={shown.map((hit) => ({ value: String(hit.number), label: `${nameOf(hit)} · ${hit.number}` }))}
      selected={[]}
      onSelect={([number]) => {
        if (number !== undefined) onFocus(Number(number));
      }}
      loading={isBusy}
      emptyState={isAsking ? <span>{t('searchNone')}</span> : null}
      textField={
        <Autocomplete.TextField
          id={id}
          label={t('searchLabel')}
          labelHidden
          value={text}
          onChange={setText}
          placeholder={t('search')}
          prefix={<Icon source={SearchIcon} />}
          autoComplete="off"
        />
      }
    />
  );
}
