/**
 * Remembers who recommended this visit, as far as the shopper allows it, and adds it to the cart.
 *
 * The page reads the result from the element `#lineage-capture`: `data-code` is the code whose block may be shown,
 * `data-consent` the shopper's decision (allowed, undecided, refused). `lineage:change` on the document tells of either,
 * `lineage:forget` asks to remove everything. The states are described in the extension's README.
 */
(() => {
  const NAME = '_lineage_ref'; // cookie, cart attribute and line property carry one name and one value: CODE.seconds
  const FORMS = 'form[action*="/cart/add"]';
  const FIELD = `properties[${NAME}]`;
  const SAME_VISIT_SECONDS = 3600; // reloading a landing page is no new touch
  const PRIVACY_TIMEOUT_MS = 3000;

  const element = document.getElementById('lineage-capture');
  const shopify = window.Shopify || {};
  if (!element || shopify.designMode) return;

  const settings = element.dataset;
  const windowSeconds = settings.windowDays * 86400;
  const nowSeconds = () => Math.floor(Date.now() / 1000);
  const valueOf = (touch) => (touch ? `${touch.code}.${touch.at}` : '');

  let landed = landedTouch(); // lives in this page's memory only
  let carried = ''; // what product forms carry at the moment
  let cartWrites = Promise.resolve();

  /** Only what the app could read. A code without seconds (a cart permalink may bring one) is a touch of this moment; null outside the window. */
  function touchFrom(text) {
    const [, code, seconds] = /^([A-Z0-9]{1,40})(?:\.(\d{1,11}))?$/i.exec(text || '') || [];
    if (!code) return null;
    const at = seconds ? Number(seconds) : nowSeconds();
    return nowSeconds() - at > windowSeconds ? null : { code, at };
  }

  function landedTouch() {
    const query = new URLSearchParams(location.search);
    return touchFrom((query.get(settings.param) || query.get('ref') || '').trim().toUpperCase());
  }

  function cookieValue() {
    return new URLSearchParams(document.cookie.replaceAll('; ', '&')).get(NAME) || '';
  }

  function keepCookie(touch) {
    if (cookieValue() === valueOf(touch)) return;
    const ageSeconds = touch ? touch.at + windowSeconds + 1 - nowSeconds() : 0;
    const secure = location.protocol === 'https:' ? ';secure' : '';
    document.cookie = `${NAME}=${valueOf(touch)};path=/;max-age=${ageSeconds};samesite=lax${secure}`;
  }

  /** One write after the other, each only if the cart says something else; an empty value removes the attribute. */
  function markCart(touch) {
    const value = valueOf(touch);
    const write = async () => {
      if (settings.cart === value) return;
      const response = await fetch(`${shopify.routes?.root || '/'}cart/update.js`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ attributes: { [NAME]: value } }),
        keepalive: true,
      });
      if (response.ok) settings.cart = value;
    };
    // A failed write is no matter for the shopper: the next page sees the cart as it is and tries again.
    cartWrites = cartWrites.then(write).catch(() => undefined);
  }

  function markForm(form) {
    let input = form.querySelector(`input[name="${FIELD}"]`);
    if (!carried) return input?.remove();
    if (!input) {
      input = Object.assign(document.createElement('input'), { type: 'hidden', name: FIELD });
      form.append(input);
    }
    input.value = carried;
  }

  function markForms(touch) {
    carried = valueOf(touch);
    document.querySelectorAll(FORMS).forEach(markForm);
  }

  /** Forms that come later or are drawn anew get their field when they are used, which costs nothing until then. */
  function onUse({ target }) {
    const form = target.closest?.('form') || target.closest?.('button, input')?.form;
    if (form?.matches(FORMS)) markForm(form);
  }

  function onFormData({ target, formData }) {
    if (carried && target.matches(FORMS)) formData.set(FIELD, carried);
  }

  /** The block shows one code per page: what was shown first stays, so that nothing changes under the shopper's eyes. */
  function tell(touch) {
    if (touch && !settings.code) settings.code = touch.code;
    document.dispatchEvent(new Event('lineage:change'));
  }

  function chosen(kept) {
    if (!landed || !kept) return landed || kept;
    if (settings.rule === 'first') return kept;
    return kept.code === landed.code && landed.at - kept.at < SAME_VISIT_SECONDS ? kept : landed;
  }

  function wipe() {
    keepCookie(null);
    markCart(null);
    markForms(null);
    try {
      sessionStorage.removeItem(`${NAME}_names`);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error; // storage is blocked: then nothing is in it
    }
  }

  function settle(consent) {
    settings.consent = consent;
    const isAllowed = consent === 'allowed';
    if (consent === 'refused') wipe();
    if (!isAllowed && (consent === 'refused' || settings.beforeConsent !== 'mark')) return tell(landed);
    const touch = chosen(touchFrom(isAllowed && cookieValue()) || touchFrom(settings.cart));
    if (isAllowed) keepCookie(touch);
    markCart(touch);
    markForms(touch);
    tell(isAllowed || landed ? touch : null);
  }

  function currentConsent() {
    const api = shopify.customerPrivacy;
    if (!api?.marketingAllowed) return 'undecided';
    if (api.marketingAllowed()) return 'allowed';
    return api.currentVisitorConsent?.().marketing === 'no' ? 'refused' : 'undecided';
  }

  function askConsent() {
    if (!shopify.loadFeatures) return settle(currentConsent());
    const silence = setTimeout(() => settle('undecided'), PRIVACY_TIMEOUT_MS);
    shopify.loadFeatures([{ name: 'consent-tracking-api', version: '0.1' }], () => {
      clearTimeout(silence);
      settle(currentConsent());
    });
  }

  /** The address is cleaned too, or a reload would bring the code back. */
  function forget() {
    landed = null;
    wipe();
    const address = new URL(location.href);
    address.searchParams.delete(settings.param);
    address.searchParams.delete('ref');
    history.replaceState(history.state, '', address);
  }

  document.addEventListener('click', onUse, true);
  document.addEventListener('submit', onUse, true);
  document.addEventListener('formdata', onFormData, true);
  document.addEventListener('lineage:forget', forget);
  document.addEventListener('visitorConsentCollected', ({ detail }) =>
    settle(detail?.marketingAllowed ? 'allowed' : 'refused'),
  );
  if (settings.rule !== 'first' || !(cookieValue() || settings.cart)) tell(landed);
  askConsent();
})();
