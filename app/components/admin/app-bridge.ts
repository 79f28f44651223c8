/** The parts of App Bridge's `window.shopify` that these pages use; its script comes from Shopify with every document. */
export interface AppBridge {
  toast?: { show(message: string): void };
  app?: { extensions?(): Promise<readonly AppExtension[]> };
  saveBar?: { leaveConfirmation?(): Promise<void> };
  resourcePicker?(options: {
    type: 'collection';
    multiple: boolean;
    action: 'select';
  }): Promise<readonly PickedResource[] | undefined>;
}

/** One extension of the app with the places where the merchant has switched it on. */
export interface AppExtension {
  handle: string;
  type: string;
  activations: readonly { handle?: string; status: string; activations?: readonly unknown[] }[];
}

/** What the merchant chose in Shopify's own dialogue. */
export interface PickedResource {
  /** `gid://shopify/Collection/1` */
  id: string;
  title: string;
}

declare global {
  interface Window {
    shopify?: AppBridge;
  }
}

/** App Bridge in the browser; null while the server renders, and where its script did not load. */
export const appBridge = (): AppBridge | null => (typeof window === 'undefined' ? null : (window.shopify ?? null));
