import type { Mail } from '#tests/adapters/mail/read-mail.ts';

/** A mail of the outbox with the name of its file and the instant it was written. */
export interface SentMail extends Mail {
  name: string;
  at: Date;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

const STYLE = `
  body { font: 16px/1.5 system-ui, sans-serif; color: #23262f; background: #fff; margin: 0 auto; padding: 24px 16px; max-width: 760px }
  h1 { font-size: 1.375rem } h2 { font-size: 1.0625rem; margin: 24px 0 8px }
  ul { list-style: none; padding: 0; margin: 0 } li { border-top: 1px solid #dfe1e8 }
  li a { display: block; padding: 12px 0; color: inherit; text-decoration: none } li a:hover, li a:focus-visible { background: #f4f5f8 }
  .note { color: #5d6270; font-size: .875rem } a { color: #0f5f8f }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; background: #f4f5f8; padding: 16px; border-radius: 8px }
  iframe { width: 100%; height: 560px; border: 1px solid #dfe1e8; border-radius: 8px }`;

const page = (title: string, content: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>${escape(title)}</title><style>${STYLE}</style></head><body>${content}</body></html>`;

const instant = (at: Date) => at.toISOString().slice(0, 19).replace('T', ' ');

// A mail that comes in while one looks appears by itself.
const LOOK_AGAIN = `<script>
  const shown = document.body.dataset.newest;
  setInterval(async () => {
    const newest = await (await fetch('/newest')).text();
    if (newest !== shown) location.reload();
  }, 1500);
  </script>`;

/** The list, newest first. */
export function listPage(mails: readonly SentMail[]): string {
  const rows = mails.map(
    ({ name, to, subject, at }) =>
      `<li><a href="/mails/${encodeURIComponent(name)}"><strong>${escape(subject)}</strong><br><span class="note">${escape(to)} · ${instant(at)} UTC</span></a></li>`,
  );
  const content = `<h1>Outbox</h1><p class="note">Every mail that Lineage has sent here. Nothing leaves this machine.</p>${
    rows.length > 0 ? `<ul>${rows.join('')}</ul>` : '<p>No mail yet. Ask for a sign-in link in the portal.</p>'
  }${LOOK_AGAIN}`;
  return page('Outbox', content).replace('<body>', `<body data-newest="${escape(mails[0]?.name ?? '')}">`);
}

const withLinks = (text: string) =>
  escape(text).replace(/https?:\/\/[^\s<]+/g, (address) => `<a href="${address}">${address}</a>`);

/** One mail: who gets it, its text and its HTML. */
export function mailPage({ name, to, subject, text, at }: SentMail): string {
  return page(
    subject,
    `<p><a href="/">Outbox</a></p><h1>${escape(subject)}</h1><p class="note">To ${escape(to)} · ${instant(at)} UTC</p>
    <h2>HTML part</h2><iframe title="HTML part" src="/mails/${encodeURIComponent(name)}/html"></iframe>
    <h2>Text part</h2><pre>${withLinks(text.trim())}</pre>`,
  );
}

/** The HTML part as a mail program shows it: its links open in the window, its scripts do not run, its pictures are there. */
export function htmlPart({ html, pictures }: SentMail): string {
  const shown = html.replace(/cid:[^"]+/g, (id) => pictures.get(id) ?? id);
  return shown.replace(/<head([^>]*)>/i, '<head$1><base target="_top">');
}
