// The shop's consent banner and the Customer Privacy API, which a page gets only after it asked for it.
(() => {
  const COOKIE = '_shop_consent';
  const stored = () => new URLSearchParams(document.cookie.replaceAll('; ', '&')).get(COOKIE);
  const decision = () => stored() || '';
  const isAllowed = () => decision() === 'yes';

  function decide(value, done) {
    document.cookie = `${COOKIE}=${value};path=/;max-age=31536000;samesite=lax`;
    const allowed = value === 'yes';
    document.dispatchEvent(
      new CustomEvent('visitorConsentCollected', {
        detail: {
          marketingAllowed: allowed,
          analyticsAllowed: allowed,
          preferencesAllowed: allowed,
          saleOfDataAllowed: allowed,
          firstPartyMarketingAllowed: allowed,
          thirdPartyMarketingAllowed: allowed,
        },
      }),
    );
    if (done) done();
  }

  const api = {
    marketingAllowed: isAllowed,
    analyticsProcessingAllowed: isAllowed,
    preferencesProcessingAllowed: isAllowed,
    saleOfDataAllowed: isAllowed,
    shouldShowBanner: () => decision() === '',
    getRegion: () => 'DE',
    currentVisitorConsent: () => ({
      marketing: decision(),
      analytics: decision(),
      preferences: decision(),
      sale_of_data: decision(),
    }),
    setTrackingConsent: (consent, done) => decide(consent === true || consent.marketing === true ? 'yes' : 'no', done),
  };

  window.Shopify.loadFeatures = (features, done) => {
    setTimeout(() => {
      if (window.__consent.isMissing) return done && done(new Error('consent-tracking-api could not be loaded'));
      window.Shopify.customerPrivacy = api;
      if (done) done();
    }, 20);
  };

  addEventListener('DOMContentLoaded', () => {
    const part = (name) => document.querySelector(`[data-consent="${name}"]`);
    const banner = part('banner');
    if (!banner) return;
    const show = (isShown) => (banner.hidden = !isShown);
    show(decision() === '');
    part('open').addEventListener('click', () => show(true));
    for (const [name, value] of [
      ['accept', 'yes'],
      ['refuse', 'no'],
    ]) {
      part(name).addEventListener('click', () => {
        show(false);
        decide(value);
      });
    }
  });
})();
