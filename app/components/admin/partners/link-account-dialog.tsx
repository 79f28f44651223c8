import { useFetcher } from '@remix-run/react';
import { BlockStack, ChoiceList, Icon, Text, TextField } from '@shopify/polaris';
import { SearchIcon } from '@shopify/polaris-icons';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Dialog } from '#app/components/admin/dialog.tsx';
import { ReasonField } from '#app/components/admin/reason-field.tsx';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import { useAdminForm, type FormAnswer } from '#app/components/admin/use-admin-form.ts';

/** A customer account that can be chosen. */
export interface AccountHit {
  account: string;
  customerId: string;
  shopDomain: string;
  shopName: string;
  orders: number;
  lastOrder: string | null;
}

const SEARCH_DELAY_MS = 250;

/** Says that a customer account is a partner's own: found by its address or by an order, with the reason. */
export function LinkAccountDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const t = useTranslations('partners');
  const form = useAdminForm({ stored: { account: '', reason: '' }, intent: 'link-account', onSaved: onClose });
  return (
    <Dialog
      title={t('account.linkTitle', { name })}
      submit={t('account.link')}
      isBusy={form.isBusy}
      isDisabled={form.values.account === '' || form.isBusy}
      onSubmit={form.save}
      onClose={onClose}
    >
      <RefusalBanner refusal={form.refusal} />
      <Text as="p">{t('account.linkBody', { name })}</Text>
      <AccountPicker picked={form.values.account} onPick={(account) => form.set({ account })} />
      <ReasonField form={form} label={t('detail.reason')} help={t('detail.reasonHelp')} />
    </Dialog>
  );
}

/** Typing again takes the choice back. */
function AccountPicker({ picked, onPick }: { picked: string; onPick: (account: string) => void }) {
  const t = useTranslations('partners.account');
  const fetcher = useFetcher<readonly AccountHit[] | Extract<FormAnswer, { ok: false }>>();
  const answer = fetcher.data;
  const refusal = answer && 'ok' in answer ? answer : null;
  const found = answer && !('ok' in answer) ? answer : null;
  const [text, setText] = useState('');
  const { load } = fetcher;
  const query = text.trim();
  useEffect(() => {
    if (query === '') return undefined;
    const address = `/app/partners/accounts?${new URLSearchParams({ q: query }).toString()}`;
    const timer = setTimeout(() => load(address), SEARCH_DELAY_MS);
    return () => clearTimeout(timer);
  }, [query, load]);
  const hits = query === '' ? [] : (found ?? []);
  const hasNone = query !== '' && fetcher.state === 'idle' && found?.length === 0;
  return (
    <BlockStack gap="200">
      <TextField
        label={t('search')}
        helpText={t('searchHelp')}
        value={text}
        onChange={(typed) => {
          setText(typed);
          onPick('');
        }}
        prefix={<Icon source={SearchIcon} />}
        loading={fetcher.state !== 'idle'}
        autoComplete="off"
      />
      {hits.length > 0 && (
        <ChoiceList
          title={t('title')}
          choices={hits.map((hit) => ({
            value: hit.account,
            label: t('customer', { customer: hit.customerId, shop: hit.shopName }),
            helpText:
              hit.lastOrder === null
                ? t('orders', { count: 0 })
                : t('last', { count: hit.orders, order: hit.lastOrder }),
          }))}
          selected={picked === '' ? [] : [picked]}
          onChange={([account]) => onPick(account ?? '')}
        />
      )}
      {query !== '' && <RefusalBanner refusal={refusal} />}
      <div role="status">{hasNone && <Text as="p">{t('none')}</Text>}</div>
    </BlockStack>
  );
}
