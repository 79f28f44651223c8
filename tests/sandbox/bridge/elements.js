// The custom elements of App Bridge: navigation, title bar, save bar and modal.
(() => {
  const { tell, on } = window.__standIn;
  // A sheet of its own instead of attributes: the page's markup stays as the server wrote it, which hydration relies on.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    ui-nav-menu, ui-title-bar, ui-save-bar { display: none }
    .stand-in-modal { border: 0; border-radius: 14px; padding: 0; width: min(38rem, calc(100vw - 2rem)); max-height: calc(100vh - 2rem); color: #23262f; background: #fff; box-shadow: 0 20px 60px rgb(0 0 0 / 35%); font: 14px/1.5 system-ui, sans-serif }
    .stand-in-modal[data-variant='large'] { width: min(62rem, calc(100vw - 2rem)) }
    .stand-in-modal[data-variant='max'] { width: calc(100vw - 2rem); height: calc(100vh - 2rem) }
    .stand-in-modal::backdrop { background: rgb(20 22 30 / 55%) }
    .stand-in-modal > header, .stand-in-modal > footer { display: flex; gap: 8px; align-items: center; padding: 12px 16px }
    .stand-in-modal > header { border-bottom: 1px solid #dfe1e8 }
    .stand-in-modal > footer { border-top: 1px solid #dfe1e8; justify-content: flex-end }
    .stand-in-modal > footer:empty { display: none }
    .stand-in-modal > header h2 { font-size: 15px; font-weight: 650; margin: 0; flex: 1 }
    .stand-in-modal__body { overflow: auto; max-height: 70vh }
    .stand-in-modal iframe { border: 0; width: 100%; height: 60vh }
    .stand-in-modal > header button, .stand-in-modal > footer button { font: inherit; font-weight: 600; padding: 7px 14px; border-radius: 9px; border: 1px solid #8b90a0; background: #fff; cursor: pointer; min-height: 36px }
    .stand-in-modal > footer button.primary { background: #2b3a67; border-color: #2b3a67; color: #fff }
    .stand-in-modal > footer button.critical { background: #a3261a; border-color: #a3261a; color: #fff }
    .stand-in-modal > footer button:disabled { opacity: 0.5; cursor: default }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  let lastModal = 0;
  const buttonsOf = (element) => [
    ...element.querySelectorAll(':scope > button, :scope > a, :scope > section > button, :scope > section > a'),
  ];
  const described = (button, index) => ({
    index,
    text: button.textContent.trim(),
    variant: button.getAttribute('variant') || '',
    tone: button.getAttribute('tone') || '',
    isDisabled: button.hasAttribute('disabled'),
    isLoading: button.hasAttribute('loading') && button.getAttribute('loading') !== 'false',
  });

  /** Tells the page around the frame whenever the element's content changes. */
  class Watched extends HTMLElement {
    connectedCallback() {
      this.watcher = new MutationObserver(() => this.changed());
      this.watcher.observe(this, { subtree: true, childList: true, characterData: true, attributes: true });
      queueMicrotask(() => this.isConnected && this.changed());
    }

    disconnectedCallback() {
      this.watcher.disconnect();
      this.gone();
    }

    gone() {}
  }

  class NavMenu extends Watched {
    links() {
      return [...this.querySelectorAll('a[href]')];
    }

    changed() {
      const items = this.links().map((link) => ({
        href: link.getAttribute('href'),
        text: link.textContent.trim(),
        isHome: link.rel === 'home',
      }));
      tell('navigation', items);
    }

    gone() {
      tell('navigation', []);
    }
  }

  on('navigate', (href) => {
    const menu = document.querySelector('ui-nav-menu');
    const link = menu && menu.links().find((one) => one.getAttribute('href') === href);
    if (!link) return location.assign(href);
    link.dispatchEvent(new CustomEvent('shopify:navigate', { bubbles: true, cancelable: true }));
  });

  class TitleBar extends Watched {
    changed() {
      const modal = this.closest('ui-modal');
      if (modal) return modal.draw();
      tell('titleBar', { title: this.getAttribute('title') || '', buttons: buttonsOf(this).map(described) });
    }

    gone() {
      if (!this.closest('ui-modal')) tell('titleBar', null);
    }
  }
  on('titleBarButton', (index) =>
    buttonsOf(document.querySelector('ui-title-bar:not(ui-modal ui-title-bar)'))[index].click(),
  );

  const shown = { bar: null };

  class SaveBar extends Watched {
    get showing() {
      return shown.bar === this;
    }

    changed() {
      if (!this.showing) return;
      const isAsking = this.hasAttribute('discardConfirmation') || this.hasAttribute('discardconfirmation');
      tell('saveBar', { buttons: buttonsOf(this).map(described), isAsking });
    }

    async show() {
      if (this.showing) return;
      shown.bar = this;
      this.changed();
      this.dispatchEvent(new Event('show'));
    }

    async hide() {
      if (!this.showing) return;
      shown.bar = null;
      tell('saveBar', null);
      this.dispatchEvent(new Event('hide'));
    }

    toggle() {
      return this.showing ? this.hide() : this.show();
    }

    press(which) {
      const buttons = buttonsOf(this);
      const isSave = (button) => button.getAttribute('variant') === 'primary';
      const button = which === 'save' ? buttons.find(isSave) : buttons.find((one) => !isSave(one));
      if (button) button.click();
    }

    gone() {
      void this.hide();
    }
  }

  // A form with `data-save-bar` needs no element: its first change shows the bar.
  let dirtyForm = null;
  const formDone = () => {
    dirtyForm = null;
    tell('saveBar', null);
  };
  const formChanged = ({ target }) => {
    const form = target instanceof Element ? target.closest('form[data-save-bar]') : null;
    if (!form || dirtyForm === form) return;
    dirtyForm = form;
    const button = (variant, index) => ({ index, text: '', variant, tone: '', isDisabled: false, isLoading: false });
    tell('saveBar', {
      buttons: [button('primary', 0), button('', 1)],
      isAsking: form.hasAttribute('data-discard-confirmation'),
    });
  };
  document.addEventListener('input', formChanged);
  document.addEventListener('change', formChanged);
  document.addEventListener('submit', ({ target }) => target === dirtyForm && formDone());
  document.addEventListener('reset', ({ target }) => target === dirtyForm && formDone());
  on('saveBarButton', (which) => {
    if (shown.bar) return shown.bar.press(which);
    if (dirtyForm) return which === 'save' ? dirtyForm.requestSubmit() : dirtyForm.reset();
  });

  class Modal extends HTMLElement {
    connectedCallback() {
      this.watcher = new MutationObserver(() => this.draw());
      this.watcher.observe(this, { childList: true });
    }

    disconnectedCallback() {
      this.watcher.disconnect();
      if (this.parts && this.parts.dialog.open) this.parts.dialog.close();
    }

    /** The dialogue is made when it is first needed: until then the markup is the server's, which hydration relies on. */
    build() {
      if (this.parts) return this.parts;
      const heading = Object.assign(document.createElement('h2'), { id: `stand-in-modal-${++lastModal}` });
      const close = Object.assign(document.createElement('button'), {
        type: 'button',
        textContent: '×',
        ariaLabel: 'Close',
      });
      const dialog = Object.assign(document.createElement('dialog'), { className: 'stand-in-modal' });
      const [header, body, footer] = ['header', 'div', 'footer'].map((tag) => document.createElement(tag));
      body.className = 'stand-in-modal__body';
      dialog.setAttribute('aria-labelledby', heading.id);
      header.append(heading, close);
      dialog.append(header, body, footer);
      close.addEventListener('click', () => this.hide());
      dialog.addEventListener('cancel', (event) => {
        event.preventDefault();
        void this.hide();
      });
      this.parts = { dialog, heading, body, footer };
      this.append(dialog);
      return this.parts;
    }

    /** Where React puts the children of its Modal. */
    get content() {
      return this.build().body;
    }

    get src() {
      return this.getAttribute('src') || undefined;
    }

    get variant() {
      return this.getAttribute('variant') || 'base';
    }

    draw() {
      if (!this.parts) return;
      const { dialog, heading, footer } = this.parts;
      const bar = this.querySelector(':scope > ui-title-bar');
      heading.textContent = bar ? bar.getAttribute('title') || '' : '';
      dialog.dataset.variant = this.variant;
      const buttons = bar ? buttonsOf(bar) : [];
      const drawn = buttons.map((original) => {
        const { text, variant, tone, isDisabled, isLoading } = described(original, 0);
        const className = variant === 'primary' ? (tone === 'critical' ? 'critical' : 'primary') : '';
        const button = Object.assign(document.createElement('button'), {
          type: 'button',
          textContent: text,
          disabled: isDisabled || isLoading,
          className,
        });
        button.addEventListener('click', () => original.click());
        return button;
      });
      footer.replaceChildren(...drawn.reverse());
    }

    /** Children written straight into the element come along; React's Modal has put its own into `content` already. */
    gather() {
      const { dialog, body } = this.parts;
      for (const child of [...this.children]) {
        if (child !== dialog && !child.matches('ui-title-bar, ui-save-bar') && child.childNodes.length > 0)
          body.append(child);
      }
    }

    async show() {
      const { dialog, body } = this.build();
      if (dialog.open) return;
      this.gather();
      this.draw();
      if (this.src && !body.querySelector('iframe'))
        body.append(Object.assign(document.createElement('iframe'), { src: this.src }));
      dialog.showModal();
      this.dispatchEvent(new Event('show'));
    }

    async hide() {
      if (!this.parts || !this.parts.dialog.open) return;
      this.parts.dialog.close();
      this.dispatchEvent(new Event('hide'));
    }

    toggle() {
      return this.parts && this.parts.dialog.open ? this.hide() : this.show();
    }
  }

  for (const [name, element] of [
    ['ui-nav-menu', NavMenu],
    ['ui-title-bar', TitleBar],
    ['ui-save-bar', SaveBar],
    ['ui-modal', Modal],
  ]) {
    if (!customElements.get(name)) customElements.define(name, element);
  }
})();
