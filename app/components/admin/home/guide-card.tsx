import { useFetcher } from '@remix-run/react';
import { BlockStack, Box, Button, Card, Icon, InlineStack, ProgressBar, Text } from '@shopify/polaris';
import { CheckCircleIcon } from '@shopify/polaris-icons';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import classes from '#app/components/admin/home/guide-card.module.css';
import type { Embed } from '#app/components/admin/use-embed.ts';

interface GuideCardProps {
  hasPartner: boolean;
  hasOrder: boolean;
  imported: { seen: number; isDone: boolean } | null;
  embed: Embed;
  embedUrl: string;
}

interface StepProps {
  title: string;
  note: string;
  isDone: boolean;
  doneWord: string;
  action?: ReactNode;
}

function Step({ title, note, isDone, doneWord, action }: StepProps) {
  return (
    <Box as="li" paddingBlock="200">
      <InlineStack gap="300" wrap={false} blockAlign="start">
        <span className={classes.mark}>
          {isDone ? (
            <Icon source={CheckCircleIcon} tone="success" accessibilityLabel={doneWord} />
          ) : (
            <span className={classes.open} />
          )}
        </span>
        <BlockStack gap="100">
          <Text as="h3" variant="bodyMd" fontWeight="semibold">
            {title}
          </Text>
          <Text as="p" tone="subdued">
            {note}
          </Text>
          {!isDone && action && <InlineStack>{action}</InlineStack>}
        </BlockStack>
      </InlineStack>
    </Box>
  );
}

const STEPS = 4;

/** The road from an empty network to the first commission, with what is measured now. It can be put away; done, it is one line. */
export function GuideCard(props: GuideCardProps) {
  const { hasPartner, hasOrder, embed } = props;
  const t = useTranslations('home.guide');
  const fetcher = useFetcher();
  const done = [true, hasPartner, embed.state === 'on', hasOrder].filter(Boolean).length;
  const isDone = done === STEPS;
  const dismiss = () => fetcher.submit({ intent: 'dismiss-guide' }, { method: 'post', encType: 'application/json' });
  if (fetcher.state !== 'idle') return null;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
          <InlineStack gap="200" blockAlign="center" wrap={false}>
            {isDone && (
              <span className={classes.mark}>
                <Icon source={CheckCircleIcon} tone="success" />
              </span>
            )}
            <Text as="h2" variant="headingMd" id="guide-title">
              {isDone ? t('allDone') : t('title', { done })}
            </Text>
          </InlineStack>
          <Button variant="tertiary" onClick={dismiss}>
            {t('dismiss')}
          </Button>
        </InlineStack>
        {!isDone && (
          <>
            <ProgressBar progress={(done / STEPS) * 100} size="small" tone="success" ariaLabelledBy="guide-title" />
            <Steps {...props} />
          </>
        )}
      </BlockStack>
    </Card>
  );
}

function Steps({ hasPartner, hasOrder, imported, embed, embedUrl }: GuideCardProps) {
  const t = useTranslations('home.guide');
  const words = { doneWord: t('done') };
  return (
    <ul className={classes.steps}>
      <Step {...words} title={t('programme.title')} note={importNote(t, imported)} isDone />
      <Step
        {...words}
        title={t('partner.title')}
        note={t(hasPartner ? 'partner.done' : 'partner.open')}
        isDone={hasPartner}
        action={<Button url="/app/partners/new">{t('partner.action')}</Button>}
      />
      <Step
        {...words}
        title={t('embed.title')}
        note={t(`embed.${embed.state}`)}
        isDone={embed.state === 'on'}
        action={
          embed.state === 'failed' ? (
            <Button onClick={embed.askAgain}>{t('embed.again')}</Button>
          ) : (
            <Button url={embedUrl} target="_top">
              {t('embed.action')}
            </Button>
          )
        }
      />
      <Step {...words} title={t('order.title')} note={t(hasOrder ? 'order.done' : 'order.open')} isDone={hasOrder} />
    </ul>
  );
}

type Translate = ReturnType<typeof useTranslations<'home.guide'>>;

function importNote(t: Translate, imported: GuideCardProps['imported']): string {
  if (imported === null) return t('programme.waiting');
  return t(imported.isDone ? 'programme.imported' : 'programme.importing', { count: imported.seen });
}
