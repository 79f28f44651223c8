import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Banner, BlockStack, Box, Card, EmptyState, InlineStack, Layout, Page } from '@shopify/polaris';
import { useMemo, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { AsOf } from '#app/components/admin/as-of.tsx';
import { MoveDialog } from '#app/components/admin/partners/move-dialog.tsx';
import { Breadcrumb } from '#app/components/admin/tree/breadcrumb.tsx';
import { LevelBars } from '#app/components/admin/tree/level-bars.tsx';
import { SidePanel } from '#app/components/admin/tree/side-panel.tsx';
import { Toolbar } from '#app/components/admin/tree/toolbar.tsx';
import { TreeSearch } from '#app/components/admin/tree/tree-search.tsx';
import { TreeWorkspace } from '#app/components/admin/tree/tree-workspace.tsx';
import { usePictureExport } from '#app/components/admin/tree/use-picture-export.ts';
import { useTreeSource } from '#app/components/admin/tree/tree-source.ts';
import { useHits } from '#app/components/admin/tree/use-hits.ts';
import { useTreeAddress } from '#app/components/admin/tree/use-tree-address.ts';
import { useTreeView } from '#app/components/admin/tree/use-view.ts';
import { useDownload } from '#app/components/admin/use-download.ts';
import { useFormat } from '#app/components/shared/format.ts';
import { useTreeWords } from '#app/components/shared/tree/tree-words.ts';
import { useTreeState } from '#app/components/shared/tree/use-tree-state.ts';
import { useZoom } from '#app/components/shared/tree/use-zoom.ts';
import type { TreePerson } from '#app/domain/tree/picture.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { LEVELS_MAX } from '#app/queries/tree/levels.ts';
import { treeAddressSchema } from '#app/queries/tree/tree-address.ts';
import { treePage } from '#app/queries/tree/tree-page.ts';
import { load } from '#app/respond.server.ts';

export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId, now, shop } = await requireMerchant(request);
  const address = treeAddressSchema.parse({
    on: null,
    tree: null,
    partner: null,
    ...Object.fromEntries(new URL(request.url).searchParams),
  });
  const page = await load(() => treePage({ networkId, now, ...address }));
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: shop.timeZone }).format(now);
  return { ...page, figure: address.figure, on: address.on, today, now: now.toISOString(), levelsMax: LEVELS_MAX };
}

const SEARCH_ID = 'tree-search';

export default function Tree() {
  const page = useLoaderData<typeof loader>();
  const { focus, figure, on, currency, run, branch, second, levels, now, trees, tree } = page;
  const t = useTranslations('tree');
  const { day } = useFormat();
  const locale = useLocale();
  const { view: viewInAddress, change, addressOf, goTo, goToPartner } = useTreeAddress();
  const words = useTreeWords(currency, figure, trees.find(({ key }) => key === tree)?.kind ?? null);
  const view = useTreeView(viewInAddress);
  const zoom = useZoom();
  const { source, search } = useTreeSource(figure, { on, tree });
  const start = useMemo(() => ({ focus, branches: [branch, ...second] }), [focus, branch, second]);
  const controls = useTreeState(start, source);
  const [chosen, setChosen] = useState<TreePerson | null>(null);
  const [moving, setMoving] = useState<TreePerson | null>(null);
  const { start: download, isBusy: isExporting } = useDownload();
  const makeFocus = (number: number) => {
    setChosen(null);
    goTo(number);
  };
  const findPartner = (number: number) => {
    if (tree === null) return makeFocus(number);
    setChosen(null);
    goToPartner(number);
  };
  const hits = useHits(findPartner);
  const commands: Readonly<Record<string, () => void>> = {
    '/': () => document.getElementById(SEARCH_ID)?.focus(),
    n: hits.next,
    N: hits.next,
    l: () => change({ view: view === 'picture' ? 'list' : 'picture' }),
    L: () => change({ view: view === 'picture' ? 'list' : 'picture' }),
    Escape: () => setChosen(null),
  };
  const csv = `/app/partners/export?below=${focus.number}&locale=${locale}`;
  const shownOn = on === null ? now : `${on}T12:00:00Z`;
  const picture = usePictureExport({
    title: t('exportTitle', { name: words.nameOf(focus), on: day(shownOn) }),
    figure,
    fileName: t('exportName', { number: focus.number }),
  });
  const isPicture = view === 'picture';
  const exports = [
    { content: t('exportSvg'), disabled: !isPicture, onAction: picture.svg },
    { content: t('exportPng'), disabled: !isPicture, onAction: picture.png },
    {
      content: t('exportCsv'),
      disabled: isExporting || run === null || tree !== null,
      onAction: () => void download(csv, `${t('exportName', { number: focus.number })}.csv`),
    },
  ];
  if (focus.number === 0 && branch.total === 0 && tree === null) return <EmptyTree />;
  const waiting = { content: t('waitingLink', { count: page.waiting }), url: '/app/tree/waiting' };
  return (
    <Page
      fullWidth
      title={t('title')}
      actionGroups={[{ title: t('export'), actions: exports }]}
      {...(page.waiting > 0 ? { secondaryActions: [waiting] } : {})}
    >
      <BlockStack gap="300">
        {on !== null && (
          <Banner
            title={t('asOfBand', { on: day(`${on}T12:00:00Z`) })}
            action={{ content: t('backToNow'), onAction: () => change({ on: null }) }}
          />
        )}
        <Box paddingInline={{ xs: '400', sm: '0' }}>
          <BlockStack gap="300">
            <TreeSearch id={SEARCH_ID} search={search} onHits={hits.setHits} onFocus={findPartner} />
            <Toolbar {...zoom} fit={() => zoom.fit()} {...{ figure, on, view, trees, tree, change }} />
            <InlineStack align="space-between" gap="200">
              <Breadcrumb upline={page.upline} focus={focus} addressOf={addressOf} />
              <AsOf at={run?.asOf ?? null} now={now} isStale={run?.isStale ?? false} />
            </InlineStack>
          </BlockStack>
        </Box>
        <Layout>
          <Layout.Section>
            <TreeWorkspace
              controls={controls}
              figure={figure}
              words={words}
              view={view}
              zoom={zoom}
              onChoose={setChosen}
              onFocus={makeFocus}
              onCommand={(key) => {
                commands[key]?.();
                return key in commands;
              }}
            />
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BlockStack gap="300">
              <SidePanel
                person={chosen ?? focus}
                isFocus={chosen === null || chosen.number === focus.number}
                words={words}
                isPast={on !== null}
                onFocus={makeFocus}
                onMove={setMoving}
              />
              {levels.length > 0 && <LevelBars levels={levels} levelsMax={page.levelsMax} currency={currency} />}
            </BlockStack>
          </Layout.Section>
        </Layout>
      </BlockStack>
      {moving && (
        <MoveDialog
          number={moving.number}
          name={words.nameOf(moving)}
          today={page.today}
          action={`/app/partners/${moving.number}`}
          onClose={() => setMoving(null)}
        />
      )}
    </Page>
  );
}

function EmptyTree() {
  const t = useTranslations('tree');
  return (
    <Page title={t('title')}>
      <Card>
        <EmptyState heading={t('emptyTitle')} action={{ content: t('emptyAction'), url: '/app/partners/new' }} image="">
          <p>{t('emptyBody')}</p>
        </EmptyState>
      </Card>
    </Page>
  );
}
