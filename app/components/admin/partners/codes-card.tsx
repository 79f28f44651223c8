import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { appBridge } from '#app/components/admin/app-bridge.ts';
import { ActionDialog } from '#app/components/admin/partners/action-dialog.tsx';
import { useOpener } from '#app/components/admin/use-opener.ts';
import { useFormat } from '#app/components/shared/format.ts';

interface Code {
  code: string;
  validFrom: string;
  endedAt: string | null;
}

type Open = { kind: 'add' } | { kind: 'rename' | 'end'; code: string } | null;

/** A partner's codes: copied, renamed, ended; an ended one stays in sight. */
export function CodesCard({ codes, name }: { codes: readonly Code[]; name: string }) {
  const t = useTranslations('partners');
  const { day } = useFormat();
  const [open, setOpen] = useState<Open>(null);
  useOpener(open !== null);
  const copy = async (code: string) => {
    await navigator.clipboard.writeText(code);
    appBridge()?.toast?.show(t('detail.copied'));
  };
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between">
          <Text as="h2" variant="headingMd">
            {t('detail.codes')}
          </Text>
          <Button variant="plain" onClick={() => setOpen({ kind: 'add' })}>
            {t('detail.addCode')}
          </Button>
        </InlineStack>
        {codes.map(({ code, endedAt }) =>
          endedAt === null ? (
            <BlockStack key={code} gap="100">
              <Text as="p" fontWeight="semibold">
                {code}
              </Text>
              <InlineStack gap="300">
                <Button variant="plain" onClick={() => void copy(code)}>
                  {t('detail.copy')}
                </Button>
                <Button variant="plain" onClick={() => setOpen({ kind: 'rename', code })}>
                  {t('detail.renameCode')}
                </Button>
                <Button variant="plain" tone="critical" onClick={() => setOpen({ kind: 'end', code })}>
                  {t('detail.endCode', { code })}
                </Button>
              </InlineStack>
            </BlockStack>
          ) : (
            <Text key={code} as="p" tone="subdued">
              {code} · {t('detail.ended', { on: day(endedAt) })}
            </Text>
          ),
        )}
      </BlockStack>
      {open && <CodeDialog open={open} name={name} onClose={() => setOpen(null)} />}
    </Card>
  );
}

function CodeDialog({ open, name, onClose }: { open: NonNullable<Open>; name: string; onClose: () => void }) {
  const t = useTranslations('partners');
  const field = { name: 'newCode', label: t('detail.newCode'), help: t('form.codeHelp') };
  if (open.kind === 'add') {
    return (
      <ActionDialog
        title={t('detail.addCode')}
        submit={t('detail.addCode')}
        intent="add-code"
        field={field}
        onClose={onClose}
      />
    );
  }
  const { code } = open;
  if (open.kind === 'rename') {
    return (
      <ActionDialog
        title={t('detail.renameTitle', { code })}
        submit={t('detail.renameCode')}
        intent="rename-code"
        values={{ code }}
        field={field}
        onClose={onClose}
      />
    );
  }
  return (
    <ActionDialog
      title={t('change.endCodeTitle', { code })}
      body={t('change.endCodeBody', { name })}
      submit={t('detail.endCode', { code })}
      isCritical
      intent="end-code"
      values={{ code }}
      onClose={onClose}
    />
  );
}
