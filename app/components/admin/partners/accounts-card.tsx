import { BlockStack, Button, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useOpener } from '#app/components/admin/use-opener.ts';
import { LinkAccountDialog, type AccountHit } from '#app/components/admin/partners/link-account-dialog.tsx';
import { UnlinkAccountDialog } from '#app/components/admin/partners/unlink-account-dialog.tsx';
import { useFormat } from '#app/components/shared/format.ts';

interface OwnAccountLine extends AccountHit {
  from: string;
  until: string | null;
  origin: 'staff' | 'email';
}

/** The accounts with which a partner buys in the network's shops: an order by one of them is the partner's own. */
export function AccountsCard({ accounts, name }: { accounts: readonly OwnAccountLine[]; name: string }) {
  const t = useTranslations('partners.account');
  const [open, setOpen] = useState<'link' | OwnAccountLine | null>(null);
  useOpener(open !== null);
  const close = () => setOpen(null);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between">
          <Text as="h2" variant="headingMd">
            {t('title')}
          </Text>
          <Button variant="plain" onClick={() => setOpen('link')}>
            {t('link')}
          </Button>
        </InlineStack>
        {accounts.length === 0 && <Text as="p">{t('empty')}</Text>}
        {accounts.map((account) => (
          <AccountLine key={`${account.account} ${account.from}`} account={account} onUnlink={() => setOpen(account)} />
        ))}
      </BlockStack>
      {open === 'link' && <LinkAccountDialog name={name} onClose={close} />}
      {open !== null && open !== 'link' && <UnlinkAccountDialog name={name} account={open} onClose={close} />}
    </Card>
  );
}

function AccountLine({ account, onUnlink }: { account: OwnAccountLine; onUnlink: () => void }) {
  const t = useTranslations('partners.account');
  const { day } = useFormat();
  const { customerId, shopDomain, shopName, orders, from, until, origin } = account;
  if (until !== null) {
    return (
      <Text as="p" tone="subdued" breakWord>
        {t('ended', { customer: customerId, shop: shopName, from: day(from), until: day(until) })}
      </Text>
    );
  }
  return (
    <BlockStack gap="100">
      <Link url={`https://${shopDomain}/admin/customers/${customerId}`} target="_blank">
        {t('customer', { customer: customerId, shop: shopName })}
      </Link>
      <Text as="p" tone="subdued">
        {`${t('orders', { count: orders })} · ${t(origin === 'email' ? 'byMail' : 'byStaff', { from: day(from) })}`}
      </Text>
      <InlineStack>
        <Button
          variant="plain"
          tone="critical"
          accessibilityLabel={t('unlinkOne', { customer: customerId })}
          onClick={onUnlink}
        >
          {t('unlink')}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}
