/**
 * The block "Recommended by Anna". Which code it may show is said by the app embed (`#lineage-capture`); the name comes
 * from the shop's own address. An unknown or ended code, or any failure, leaves the reserved space empty.
 */
(() => {
  const NAMES = '_lineage_ref_names'; // session storage, written only with consent, emptied by the app embed
  const asked = new Map(); // code ▶ promise of a name or null: one question per page, however many blocks it has

  function storedNames() {
    try {
      return JSON.parse(sessionStorage.getItem(NAMES) || '{}');
    } catch {
      return {}; // storage is blocked or holds something foreign: ask again
    }
  }

  function storeName(code, name) {
    try {
      sessionStorage.setItem(NAMES, JSON.stringify({ ...storedNames(), [code]: name }));
    } catch (error) {
      if (!(error instanceof DOMException)) throw error; // blocked or full: the next page asks again
    }
  }

  async function askName(code) {
    const stored = storedNames();
    if (Object.hasOwn(stored, code)) return stored[code];
    const response = await fetch(`/apps/team/recommended?code=${encodeURIComponent(code)}`);
    if (!response.ok) throw new Error(`recommended: ${response.status}`);
    const { name } = await response.json();
    return typeof name === 'string' && name.trim() ? name.trim() : null;
  }

  function nameOf(code) {
    if (!asked.has(code)) asked.set(code, askName(code));
    return asked.get(code);
  }

  class RecommendedBy extends HTMLElement {
    connectedCallback() {
      this.listeners = new AbortController();
      const { signal } = this.listeners;
      document.addEventListener('lineage:change', () => this.update(), { signal });
      document.addEventListener('lineage:forget', () => this.showRemoved(), { signal });
      this.addEventListener('click', (event) => this.onClick(event), { signal });
      this.addEventListener('keydown', (event) => event.key === 'Escape' && this.confirm(false), { signal });
      if (this.dataset.sample) this.showSample();
      else this.update();
    }

    disconnectedCallback() {
      this.listeners.abort();
    }

    part(name) {
      return this.querySelector(`[data-part="${name}"]`);
    }

    /** Without reserved space (`hidden`) nothing is shown: it would push the page down. */
    async update() {
      const capture = document.getElementById('lineage-capture')?.dataset;
      if (this.hidden || !capture?.code) return;
      const name = await nameOf(capture.code).catch(() => undefined); // no answer, no block; the next page asks again
      if (name === undefined) return;
      if (capture.consent === 'allowed') storeName(capture.code, name);
      if (name && !this.dataset.state) this.show(name);
    }

    /** The theme editor has no referral to show, and draws blocks anew without running their script. */
    showSample() {
      this.hidden = false;
      this.show(this.dataset.sample);
    }

    show(name) {
      for (const element of this.querySelectorAll('[data-text]')) {
        element.textContent = element.dataset.text.replaceAll('%name%', () => name);
      }
      this.part('initial').textContent = [...name][0];
      this.dataset.state = 'shown';
      this.removeAttribute('style'); // the reserved row; from here on the style sheet, loaded before this script, has it
    }

    onClick(event) {
      const part = event.target.closest('button')?.dataset.part;
      if (part === 'about') this.toggleNote();
      if (part === 'not') this.confirm(true);
      if (part === 'cancel') this.confirm(false);
      if (part === 'remove') {
        document.dispatchEvent(new Event('lineage:forget'));
        this.part('removed').focus();
      }
    }

    toggleNote() {
      const note = this.part('note');
      note.hidden = !note.hidden;
      this.part('about').setAttribute('aria-expanded', String(!note.hidden));
    }

    confirm(isAsking) {
      if (this.part('confirm').hidden !== isAsking) return;
      this.part('line').hidden = isAsking;
      this.part('confirm').hidden = !isAsking;
      this.part(isAsking ? 'remove' : 'not').focus();
    }

    showRemoved() {
      if (this.dataset.state !== 'shown') return;
      this.dataset.state = 'removed';
      for (const name of ['line', 'note', 'confirm']) this.part(name).hidden = true;
      this.part('removed').textContent = this.part('removed').dataset.said;
    }
  }

  if (!customElements.get('lineage-recommended-by')) customElements.define('lineage-recommended-by', RecommendedBy);
})();
