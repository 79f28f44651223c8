import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { Liquid, type TagToken, type TopLevelToken } from 'liquidjs';
import type { ThemeBlock } from '#tests/sandbox/state/model.ts';
import type { Locale } from '#tests/sandbox/storefront/visit.ts';

interface BlockSetting {
  type: string;
  id?: string;
  label?: string;
  default?: string | number | boolean;
  options?: { value: string; label: string }[];
}

export interface BlockSchema {
  name: string;
  target: 'body' | 'head' | 'section' | 'compliance_head';
  javascript?: string;
  stylesheet?: string;
  settings?: BlockSetting[];
}

export interface ExtensionBlock {
  handle: string;
  schema: BlockSchema;
}

const SCHEMA = /\{%-?\s*schema\s*-?%\}([\s\S]*?)\{%-?\s*endschema\s*-?%\}/;

/** `recommended.line` out of a language file. */
function lookUp(texts: unknown, path: string): string | null {
  const found = path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], texts);
  return typeof found === 'string' ? found : null;
}

const readJson = (file: string): unknown => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});

/** A Liquid engine for the extension's blocks in one language, with what Shopify gives to app blocks. */
function engineFor(folder: string, locale: Locale): Liquid {
  const engine = new Liquid({
    root: [join(folder, 'snippets')],
    partials: [join(folder, 'snippets')],
    extname: '.liquid',
  });
  const texts = [
    readJson(join(folder, 'locales', `${locale}.json`)),
    readJson(join(folder, 'locales', 'en.default.json')),
  ];
  engine.registerFilter('asset_url', (name: string) => `/cdn/extension/${name}`);
  engine.registerFilter('t', (key: string, ...named: [string, unknown][]) => {
    const text = texts.map((one) => lookUp(one, key)).find((one) => one !== null);
    if (text === undefined || text === null) return `translation missing: ${locale}.${key}`;
    return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) =>
      String(named.find(([one]) => one === name)?.[1] ?? whole),
    );
  });
  engine.registerTag('schema', {
    parse(_token: TagToken, rest: TopLevelToken[]) {
      while (rest.length > 0) {
        const token = rest.shift() as (TopLevelToken & { name?: string }) | undefined;
        if (token?.name === 'endschema') return;
      }
      throw new Error('schema without endschema');
    },
    render: () => '',
  });
  return engine;
}

/** The app's theme extension as it lies in its folder; read anew at every call, so that a change shows on reload. */
export function themeExtension(folder: string | undefined) {
  const blocksFolder = folder === undefined ? '' : join(folder, 'blocks');

  const blocks = (): ExtensionBlock[] => {
    if (!existsSync(blocksFolder)) return [];
    const files = readdirSync(blocksFolder).filter((file) => extname(file) === '.liquid');
    return files.map((file) => {
      const source = readFileSync(join(blocksFolder, file), 'utf8');
      const schema = JSON.parse(SCHEMA.exec(source)?.[1] ?? '{"name":"","target":"section"}') as BlockSchema;
      return { handle: basename(file, '.liquid'), schema };
    });
  };

  return {
    blocks,
    /** The extension's name among the app's extensions. */
    handle(): string {
      const file = join(folder ?? '', 'shopify.extension.toml');
      const text = folder !== undefined && existsSync(file) ? readFileSync(file, 'utf8') : '';
      return /^\s*handle\s*=\s*"([^"]+)"/m.exec(text)?.[1] ?? basename(folder ?? 'extension');
    },
    /** A text of the theme editor: `t:` keys come from the schema's language files. */
    label(text: string, locale: Locale = 'en'): string {
      if (!text.startsWith('t:') || folder === undefined) return text;
      const files = locale === 'de' ? ['de.schema.json', 'en.default.schema.json'] : ['en.default.schema.json'];
      for (const file of files) {
        const found = lookUp(readJson(join(folder, 'locales', file)), text.slice(2));
        if (found !== null) return found;
      }
      return text;
    },
    /** File of an asset, or null. */
    asset(name: string): Buffer | null {
      if (folder === undefined || basename(name) !== name) return null;
      const file = join(folder, 'assets', name);
      return existsSync(file) ? readFileSync(file) : null;
    },
    /** The blocks that are switched on for a target, drawn, each followed by the assets its schema names. */
    render(
      target: BlockSchema['target'],
      installed: ThemeBlock[],
      scope: Record<string, unknown>,
      locale: Locale,
    ): string {
      if (folder === undefined) return '';
      const engine = engineFor(folder, locale);
      return blocks()
        .filter((block) => block.schema.target === target)
        .flatMap((block) =>
          installed.filter((one) => one.handle === block.handle && one.isEnabled).map((one) => ({ block, one })),
        )
        .map(({ block, one }) => {
          const defaults = Object.fromEntries(
            (block.schema.settings ?? []).flatMap(({ id, default: value }) =>
              id === undefined ? [] : [[id, value ?? '']],
            ),
          );
          const source = readFileSync(join(blocksFolder, `${block.handle}.liquid`), 'utf8');
          const drawn = String(
            engine.parseAndRenderSync(source, {
              ...scope,
              block: {
                id: one.id,
                type: block.handle,
                settings: { ...defaults, ...one.settings },
                shopify_attributes: '',
              },
              section: { id: 'main' },
            }),
          );
          return `<div id="shopify-block-${one.id}" class="shopify-block shopify-app-block">${drawn}</div>${assetTags(block.schema)}`;
        })
        .join('\n');
    },
  };
}

function assetTags({ javascript, stylesheet }: BlockSchema): string {
  const script = javascript === undefined ? '' : `<script src="/cdn/extension/${javascript}" defer></script>`;
  const style = stylesheet === undefined ? '' : `<link rel="stylesheet" href="/cdn/extension/${stylesheet}">`;
  return style + script;
}

export type ThemeExtension = ReturnType<typeof themeExtension>;
