/** The one version of Shopify's Admin API: code, shopify.app.toml and the extension agree, a test sees to it. */
export const API_VERSION = '2026-10';
