import { json, type Exchange, type Reply } from '#tests/sandbox/http/exchange.ts';
import { mintSessionToken } from '#tests/sandbox/oauth/session-token.ts';
import type { SandboxParts } from '#tests/sandbox/parts.ts';
import { OWNER_ID } from '#tests/sandbox/owner.ts';
import type { Shop } from '#tests/sandbox/shop.ts';
import { gid } from '#tests/sandbox/state/ids.ts';
import type { ThemeExtension } from '#tests/sandbox/storefront/extension.ts';

/** `shopify.app.extensions()`: the theme extension with the state of each block. */
function extensionsOf(shop: Shop, extension: ThemeExtension) {
  const activations = extension.blocks().map(({ handle, schema }) => {
    const isOn = shop.state.blocks.some((block) => block.handle === handle && block.isEnabled);
    return {
      target: schema.target,
      handle,
      name: extension.label(schema.name),
      status: isOn ? 'active' : 'available',
      activations: isOn
        ? [
            {
              target: schema.target === 'section' ? 'template--product.alternate' : schema.target,
              themeId: gid('OnlineStoreTheme', '1'),
            },
          ]
        : [],
    };
  });
  return [{ handle: extension.handle(), type: 'theme_app_extension', activations }];
}

const scopesOf = (shop: Shop, { config }: SandboxParts) => ({
  granted: shop.state.installation?.scopes ?? [],
  required: config.scopes,
  optional: config.optionalScopes,
});

function resources(shop: Shop, type: string | null) {
  const { state } = shop;
  if (type === 'collection')
    return state.collections.map(({ id, title, handle }) => ({ id: gid('Collection', id), title, handle }));
  return state.products.map(({ id, title, handle, variants }) => ({
    id: gid('Product', id),
    title,
    handle,
    variants: variants.map((variant) => ({ id: gid('ProductVariant', variant.id), title: variant.title })),
  }));
}

/** What the page around the app asks its own server for; null for other paths. */
export function bridgeCall(
  name: string,
  shop: Shop,
  exchange: Exchange,
  parts: SandboxParts,
  extension: ThemeExtension,
): Reply | null {
  const { apiKey, apiSecret } = parts.options.app;
  const wanted = () => (JSON.parse(exchange.body.toString('utf8') || '{}') as { scopes?: string[] }).scopes ?? [];
  switch (name) {
    case 'session-token':
      return json(200, {
        token: mintSessionToken({ shop: shop.state.domain, apiKey, apiSecret, userId: OWNER_ID, now: new Date() }),
      });
    case 'extensions':
      return json(200, extensionsOf(shop, extension));
    case 'resources':
      return json(200, resources(shop, exchange.url.searchParams.get('type')));
    case 'scopes':
      return json(200, scopesOf(shop, parts));
    case 'grant-scopes':
      shop.updateScopes([
        ...new Set([
          ...(shop.state.installation?.scopes ?? []),
          ...wanted().filter((scope) => parts.config.optionalScopes.includes(scope)),
        ]),
      ]);
      return json(200, scopesOf(shop, parts));
    case 'revoke-scopes':
      shop.updateScopes((shop.state.installation?.scopes ?? []).filter((scope) => !wanted().includes(scope)));
      return json(200, scopesOf(shop, parts));
    default:
      return null;
  }
}
