import { useEffect, useState } from 'react';
import { appBridge, type AppExtension } from '#app/components/admin/app-bridge.ts';

/** Handle of the app embed in the theme extension. */
const CAPTURE = 'capture';

/** Whether the storefront carries the app embed; `unknown` until Shopify has answered, and where it cannot. */
export type EmbedState = 'unknown' | 'on' | 'off';

const isOn = (extensions: readonly AppExtension[]): boolean =>
  extensions.some(({ activations }) =>
    activations.some(({ handle, status }) => handle === CAPTURE && status === 'active'),
  );

/** Asks Shopify, again whenever the merchant comes back from the theme editor. */
export function useEmbed(): EmbedState {
  const [state, setState] = useState<EmbedState>('unknown');
  useEffect(() => {
    let isGone = false;
    const ask = async () => {
      const extensions = await appBridge()?.app?.extensions?.();
      if (extensions && !isGone) setState(isOn(extensions) ? 'on' : 'off');
    };
    // A refusal leaves the state as it was: the line then says that it could not be checked.
    const look = () => void ask().catch(() => undefined);
    look();
    addEventListener('focus', look);
    return () => {
      isGone = true;
      removeEventListener('focus', look);
    };
  }, []);
  return state;
}

/** Shopify's theme editor with our embed chosen. */
export const embedAddress = (shopDomain: string, apiKey: string) =>
  `https://${shopDomain}/admin/themes/current/editor?context=apps&template=index&activateAppId=${apiKey}/${CAPTURE}`;
