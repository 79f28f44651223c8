// Loaded by `NODE_OPTIONS="--import …/redirect.mjs"` into the process that starts the app: Shopify's addresses lead to the
// stand-in that SANDBOX_ORIGIN names, everything else stays as it is.
const SHOPIFY = /^https:\/\/([a-z0-9][a-z0-9-]*\.myshopify\.com)(\/.*)$/;
const fetchFromWorld = globalThis.fetch;

const redirected = (address) => {
  const match = SHOPIFY.exec(address);
  const origin = process.env.SANDBOX_ORIGIN;
  return match && origin ? `${origin}/shopify/${match[1]}${match[2]}` : null;
};

globalThis.fetch = (input, init) => {
  const address = input instanceof Request ? input.url : String(input);
  const target = redirected(address);
  if (target === null) return fetchFromWorld(input, init);
  return fetchFromWorld(input instanceof Request ? new Request(target, input) : target, init);
};
