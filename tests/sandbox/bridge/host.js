// The admin page around the app's frame: answers App Bridge, draws navigation, title bar, save bar, toasts and pickers.
(() => {
  const page = document.querySelector('[data-app-page]');
  if (!page) return;
  const { store, frameOrigin, appBase, words: wordsText } = page.dataset;
  const words = JSON.parse(wordsText);
  const frame = page.querySelector('iframe');
  const part = (name) => document.querySelector(`[data-part="${name}"]`);
  const element = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };
  const send = (message) => frame.contentWindow.postMessage({ standIn: true, ...message }, frameOrigin);
  const call = async (path, body) => {
    const response = await fetch(`${store}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body || {}),
    });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  };
  let isDirty = false;

  /** A question in the middle of the page; true for its main button. */
  function question({ title, text, yes, no, body, value }) {
    const dialog = element('dialog', { className: 'dialog' });
    const confirm = element('button', { type: 'button', className: 'button button--main', textContent: yes });
    const cancel = element('button', { type: 'button', className: 'button', textContent: no });
    dialog.append(
      element('h2', { textContent: title }),
      text ? element('p', { textContent: text }) : '',
      body || '',
      element('div', { className: 'row row--end' }, cancel, confirm),
    );
    document.body.append(dialog);
    return new Promise((resolve) => {
      const done = (answer) => {
        dialog.remove();
        resolve(answer);
      };
      confirm.addEventListener('click', () => done(value ? value() : true));
      cancel.addEventListener('click', () => done(null));
      dialog.addEventListener('cancel', () => done(null));
      dialog.showModal();
    });
  }

  const mayLeave = async () =>
    !isDirty ||
    Boolean(await question({ title: words.leaveTitle, text: words.leaveText, yes: words.leave, no: words.stay }));

  async function picker({ type = 'product', multiple = false, selectionIds = [], query = '' }) {
    const items = await (await fetch(`${store}/resources?type=${type}`)).json();
    const chosen = new Set(selectionIds.map(({ id }) => id));
    const list = element('div', { className: 'picker' });
    const search = element('input', {
      type: 'search',
      value: query,
      placeholder: words.search,
      ariaLabel: words.search,
    });
    const draw = () => {
      const rows = items
        .filter(({ title }) => title.toLowerCase().includes(search.value.toLowerCase()))
        .map((item) => {
          const box = element('input', {
            type: multiple ? 'checkbox' : 'radio',
            name: 'picked',
            checked: chosen.has(item.id),
          });
          box.addEventListener('change', () => {
            if (!multiple) chosen.clear();
            if (box.checked) chosen.add(item.id);
            else chosen.delete(item.id);
          });
          return element('label', { className: 'picker__row' }, box, item.title);
        });
      list.replaceChildren(...rows);
    };
    search.addEventListener('input', draw);
    draw();
    const body = element('div', {}, search, list);
    return question({
      title: type === 'collection' ? words.pickCollections : words.pickProducts,
      yes: words.select,
      no: words.cancel,
      body,
      value: () => items.filter(({ id }) => chosen.has(id)),
    });
  }

  const scopeAnswer = async ({ kind, scopes }) => {
    if (kind === 'request') {
      const isGranted = await question({
        title: words.grantTitle,
        text: scopes.join(', '),
        yes: words.grant,
        no: words.cancel,
      });
      if (isGranted) await call('grant-scopes', { scopes });
      return { result: isGranted ? 'granted-all' : 'declined-all', detail: await call('scopes') };
    }
    if (kind === 'revoke') return { detail: await call('revoke-scopes', { scopes }) };
    return call('scopes');
  };

  const questions = {
    token: async () => (await call('session-token')).token,
    user: async () => ({
      id: 902541635,
      firstName: 'Store',
      lastName: 'Owner',
      accountAccess: 'full',
      accountType: 'regular',
    }),
    leave: mayLeave,
    picker,
    scopes: scopeAnswer,
    extensions: () => call('extensions'),
  };

  function drawNavigation(items) {
    const links = items
      .filter(({ isHome }) => !isHome)
      .map(({ href, text }) => {
        const link = element('a', { href: `${appBase}${href}`, textContent: text });
        link.dataset.href = href;
        link.addEventListener('click', async (event) => {
          event.preventDefault();
          if (!(await mayLeave())) return;
          drawSaveBar(null);
          send({ type: 'navigate', payload: href });
        });
        return element('li', {}, link);
      });
    part('navigation').replaceChildren(...links);
    markCurrent();
  }

  function markCurrent() {
    const path = location.pathname.slice(appBase.length);
    for (const link of part('navigation').querySelectorAll('a')) {
      if (path.startsWith(link.dataset.href)) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
  }

  function drawTitleBar(bar) {
    const strip = part('title-bar');
    strip.hidden = !bar;
    if (!bar) return;
    const buttons = bar.buttons.map(({ index, text, variant, isDisabled }) => {
      const button = element('button', {
        type: 'button',
        textContent: text,
        disabled: isDisabled,
        className: variant === 'primary' ? 'button button--main' : 'button',
      });
      button.addEventListener('click', () => send({ type: 'titleBarButton', payload: index }));
      return button;
    });
    strip.replaceChildren(element('strong', { textContent: bar.title }), ...buttons);
  }

  function drawSaveBar(bar) {
    isDirty = Boolean(bar);
    const strip = part('save-bar');
    strip.hidden = !bar;
    if (!bar) return strip.replaceChildren();
    const main = bar.buttons.find(({ variant }) => variant === 'primary') || {};
    const other = bar.buttons.find(({ variant }) => variant !== 'primary') || {};
    const discard = element('button', {
      type: 'button',
      className: 'button',
      textContent: other.text || words.discard,
      disabled: Boolean(other.isDisabled),
    });
    const save = element('button', {
      type: 'button',
      className: 'button button--main',
      textContent: main.text || words.save,
      disabled: Boolean(main.isDisabled || main.isLoading),
    });
    discard.addEventListener('click', async () => {
      const isSure =
        !bar.isAsking ||
        (await question({ title: words.discardTitle, text: words.discardText, yes: words.discard, no: words.keep }));
      if (isSure) send({ type: 'saveBarButton', payload: 'discard' });
    });
    save.addEventListener('click', () => send({ type: 'saveBarButton', payload: 'save' }));
    strip.replaceChildren(element('span', { textContent: words.unsaved }), discard, save);
  }

  function toast({ id, message, isError, action, duration = 5000 }) {
    const box = element('div', { className: isError ? 'toast toast--error' : 'toast', textContent: message });
    box.dataset.toast = id;
    const end = () => {
      box.remove();
      send({ type: 'toastDismissed', payload: id });
    };
    if (action) {
      const button = element('button', { type: 'button', textContent: action });
      button.addEventListener('click', () => {
        send({ type: 'toastAction', payload: id });
        end();
      });
      box.append(button);
    }
    part('toasts').append(box);
    setTimeout(end, duration);
  }

  const adminAddress = (path) => `${store}/admin-link?path=${encodeURIComponent(path)}`;
  const messages = {
    ready: () => part('loading').classList.remove('loading--on'),
    location: (path) => {
      history.replaceState(null, '', `${appBase}${path}`);
      markCurrent();
    },
    navigation: drawNavigation,
    titleBar: drawTitleBar,
    saveBar: drawSaveBar,
    toast,
    hideToast: (id) => document.querySelector(`[data-toast="${id}"]`)?.remove(),
    loading: (isLoading) => part('loading').classList.toggle('loading--on', isLoading),
    open: ({ url }) => location.assign(url),
    admin: ({ path, target }) =>
      target === '_blank' || target === '_new' ? window.open(adminAddress(path)) : location.assign(adminAddress(path)),
  };

  /** What was asked for, or why it was refused: whoever asks never waits for ever. */
  async function answerTo({ type, payload }) {
    try {
      return { payload: await questions[type](payload || {}) };
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  }

  addEventListener('message', async ({ origin, source, data }) => {
    if (origin !== frameOrigin || source !== frame.contentWindow || !data || !data.standIn) return;
    if (data.id) {
      send({ replyTo: data.id, ...(await answerTo(data)) });
      return;
    }
    messages[data.type]?.(data.payload);
  });
  frame.src = frame.dataset.src;
})();
