import { useCallback, useEffect, useState } from 'react';
import { appBridge, type AppExtension } from '#app/components/admin/app-bridge.ts';

/** Handle of the app embed in the theme extension. */
const CAPTURE = 'capture';

/** Whether the storefront carries the app embed; `unknown` until Shopify has answered, `failed` where it did not. */
export type EmbedState = 'unknown' | 'on' | 'off' | 'failed';

export interface Embed {
  readonly state: EmbedState;
  readonly askAgain: () => void;
}

const isOn = (extensions: readonly AppExtension[]): boolean =>
  extensions.some(({ activations }) =>
    activations.some(({ handle, status }) => handle === CAPTURE && status === 'active'),
  );

/** App Bridge may never answer; then nobody has, and the page says so. */
const DEADLINE_MS = 5000;
const silence = () => new Promise<null>((resolve) => setTimeout(resolve, DEADLINE_MS, null));

async function askShopify(): Promise<EmbedState> {
  try {
    const extensions = await Promise.race([appBridge()?.app?.extensions?.(), silence()]);
    if (!extensions) return 'failed';
    return isOn(extensions) ? 'on' : 'off';
  } catch {
    // Whatever App Bridge refuses with: the card says that it could not be checked, and asks again when told to.
    return 'failed';
  }
}

/** Asks Shopify, again whenever the merchant comes back from the theme editor. What it said last stands until it says more. */
export function useEmbed(): Embed {
  const [state, setState] = useState<EmbedState>('unknown');
  const askAgain = useCallback(() => {
    void askShopify().then((answer) => setState((old) => (answer === 'failed' && old !== 'unknown' ? old : answer)));
  }, []);
  useEffect(() => {
    askAgain();
    addEventListener('focus', askAgain);
    return () => removeEventListener('focus', askAgain);
  }, [askAgain]);
  return { state, askAgain };
}

/** Shopify's theme editor with our embed chosen. */
export const embedAddress = (shopDomain: string, apiKey: string) =>
  `https://${shopDomain}/admin/themes/current/editor?context=apps&template=index&activateAppId=${apiKey}/${CAPTURE}`;
