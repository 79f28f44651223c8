// The App Bridge of the stand-in: what an embedded app finds as `window.shopify`. It talks to the admin page around the frame.
(() => {
  if (window.shopify) return;
  const script = document.currentScript;
  const hostOrigin = new URL(script.src).origin;
  const query = new URLSearchParams(location.search);
  const remembered = JSON.parse(sessionStorage.getItem('stand-in-config') || '{}');
  const config = {
    apiKey: script.dataset.apiKey || remembered.apiKey || '',
    shop: query.get('shop') || remembered.shop || '',
    host: query.get('host') || remembered.host || '',
    locale: query.get('locale') || remembered.locale || 'en',
    appOrigins: [],
  };
  sessionStorage.setItem('stand-in-config', JSON.stringify(config));

  const waiting = new Map();
  const listeners = new Map();
  let lastId = 0;
  const tell = (type, payload) => parent.postMessage({ standIn: true, type, payload }, hostOrigin);
  const ask = (type, payload) =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      parent.postMessage({ standIn: true, id, type, payload }, hostOrigin);
    });
  const on = (type, listener) => listeners.set(type, listener);
  addEventListener('message', ({ origin, data }) => {
    if (origin !== hostOrigin || !data || !data.standIn) return;
    if (data.replyTo) {
      const asked = waiting.get(data.replyTo);
      waiting.delete(data.replyTo);
      if (asked && 'error' in data) asked.reject(new Error(data.error));
      else if (asked) asked.resolve(data.payload);
      return;
    }
    const listener = listeners.get(data.type);
    if (listener) listener(data.payload);
  });

  const idToken = () => ask('token');
  const fetchFromWorld = window.fetch.bind(window);

  /** Requests to the app itself carry a session token; one that was refused as stale is sent once more. */
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (new URL(request.url).origin !== location.origin || request.headers.has('authorization'))
      return fetchFromWorld(input, init);
    const send = async (original) => {
      const headers = new Headers(original.headers);
      headers.set('authorization', `Bearer ${await idToken()}`);
      headers.set('x-requested-with', 'XMLHttpRequest');
      return fetchFromWorld(new Request(original, { headers }));
    };
    const spare = request.clone();
    const response = await send(request);
    const reauthorize = response.headers.get('x-shopify-api-request-failure-reauthorize-url');
    if (reauthorize) tell('open', { url: new URL(reauthorize, location.href).href, target: '_top' });
    if (response.status === 401 && response.headers.get('x-shopify-retry-invalid-session-request') === '1')
      return send(spare);
    return response;
  };

  // The bounce page: back to where the document was asked for, with a fresh token.
  const reload = query.get('shopify-reload');
  if (reload) {
    const target = new URL(reload, location.href);
    void idToken().then((token) => {
      target.searchParams.set('id_token', token);
      location.replace(target.pathname + target.search + target.hash);
    });
  }

  const toasts = { last: 0, options: new Map() };
  const find = (id) => {
    const element = document.getElementById(id);
    if (!element) throw new Error(`There is no element with the id ${id}`);
    return element;
  };

  window.shopify = {
    config,
    origin: location.origin,
    ready: Promise.resolve(),
    environment: { embedded: true, mobile: false, intent: false, pos: false },
    idToken,
    user: () => ask('user'),
    loading: (isLoading) => tell('loading', isLoading !== false),
    toast: {
      show(message, options = {}) {
        const id = `toast-${++toasts.last}`;
        toasts.options.set(id, options);
        tell('toast', {
          id,
          message,
          isError: options.isError === true,
          action: options.action,
          duration: options.duration,
        });
        return id;
      },
      hide: (id) => tell('hideToast', id),
    },
    modal: {
      show: async (id) => find(id).show(),
      hide: async (id) => find(id).hide(),
      toggle: async (id) => find(id).toggle(),
    },
    saveBar: {
      show: async (id) => find(id).show(),
      hide: async (id) => find(id).hide(),
      toggle: async (id) => find(id).toggle(),
      leaveConfirmation: async () => {
        if (await ask('leave')) return;
        throw new Error('The merchant stays on the page.');
      },
    },
    resourcePicker: async (options) => (await ask('picker', options)) || undefined,
    scopes: {
      query: () => ask('scopes', { kind: 'query' }),
      request: (scopes) => ask('scopes', { kind: 'request', scopes }),
      revoke: (scopes) => ask('scopes', { kind: 'revoke', scopes }),
    },
    app: { extensions: () => ask('extensions') },
    reviews: {
      request: async () => ({ success: false, code: 'open-in-progress', message: 'The stand-in asks for no reviews.' }),
    },
  };
  on('toastAction', (id) => toasts.options.get(id)?.onAction?.());
  on('toastDismissed', (id) => toasts.options.get(id)?.onDismiss?.());

  // The admin's address follows the frame, so that it can be loaded again and shared.
  const ownParameters = ['shop', 'host', 'embedded', 'id_token', 'hmac', 'session', 'timestamp', 'locale'];
  function tellLocation() {
    if (reload) return;
    const url = new URL(location.href);
    for (const name of ownParameters) url.searchParams.delete(name);
    tell('location', url.pathname + url.search + url.hash);
  }
  for (const name of ['pushState', 'replaceState']) {
    const original = history[name].bind(history);
    history[name] = (...args) => {
      original(...args);
      tellLocation();
    };
  }
  addEventListener('popstate', tellLocation);

  /** Addresses of the shop's admin lead to the stand-in's pages, whatever host they name. */
  function adminPath(address) {
    const match =
      /^(?:shopify:\/*admin|https:\/\/[a-z0-9-]+\.myshopify\.com\/admin|https:\/\/admin\.shopify\.com\/store\/[^/]+)(\/[^#]*)?$/.exec(
        address,
      );
    return match ? match[1] || '/' : null;
  }
  const openFromWorld = window.open.bind(window);
  window.open = (address, target, features) => {
    const path = adminPath(String(address));
    if (path !== null) return tell('admin', { path, target: target || '_blank' });
    if (target === '_top' || target === '_parent')
      return tell('open', { url: new URL(address, location.href).href, target });
    return openFromWorld(address, target, features);
  };
  document.addEventListener(
    'click',
    (event) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      if (!link) return;
      const path = adminPath(link.getAttribute('href'));
      if (path === null) return;
      event.preventDefault();
      tell('admin', { path, target: link.target || '_top' });
    },
    true,
  );

  window.__standIn = { tell, ask, on };
  tellLocation();
  tell('ready');
})();
