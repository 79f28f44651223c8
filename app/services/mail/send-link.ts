import { createTranslator } from 'use-intl/core';
import { insertLoginToken } from '#app/adapters/db/repositories/login-tokens.server.ts';
import type { Partner } from '#app/adapters/db/repositories/partners.server.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { sendMail } from '#app/adapters/mail/send-mail.server.ts';
import { env } from '#app/env.server.ts';
import { localeOf, messagesOf } from '#app/locales/catalogue.ts';
import { mailHtml, mailText, type MailContent } from '#app/services/mail/layout.ts';
import { findRecipient, loadSender, type Sender } from '#app/services/mail/sender.ts';
import { newSecret } from '#app/services/portal/secret.ts';

/** The two mails that carry a link into the portal. */
export type LinkMail = 'loginLink' | 'invitation';

/** What the HTML part calls the logo that comes with it. */
const LOGO_ID = 'logo@lineage';

const MINUTE_MS = 60_000;
const VALID_MS = { loginLink: 15 * MINUTE_MS, invitation: 14 * 24 * 60 * MINUTE_MS } as const;

/** Where a link leads: a page with one button, so that a scanner that opens it does not use it up. */
function linkUrl(handle: string, secret: string, page: string | null): string {
  const question = page === null ? '' : `?${new URLSearchParams({ to: page }).toString()}`;
  return `${env().PORTAL_URL.replace(/\/$/, '')}/portal/${handle}/link/${secret}${question}`;
}

interface SendLink {
  readonly networkId: NetworkId;
  readonly now: Date;
  /** The page to open after signing in; null for the first one. */
  readonly page: string | null;
  recipient(tx: Tx): Promise<number | null>;
}

function contentOf(kind: LinkMail, { sender, partner, url }: { sender: Sender; partner: Partner; url: string }) {
  const locale = localeOf(partner.language);
  const t = createTranslator({ locale, messages: messagesOf(locale), namespace: 'mail' });
  const { name: merchant, imprintUrl, privacyUrl } = sender.brand;
  const words = { merchant, firstName: partner.firstName };
  const content: MailContent = {
    language: locale,
    merchant,
    heading: t(`${kind}.subject`, words),
    paragraphs: [t('greeting', words), t(`${kind}.text`, words)],
    button: { label: t(`${kind}.button`), url },
    buttonFallback: t('buttonFallback'),
    note: t(`${kind}.note`, words),
    why: t(`${kind}.why`, words),
    legal: [
      ...(imprintUrl === null ? [] : [{ label: t('imprint'), url: imprintUrl }]),
      ...(privacyUrl === null ? [] : [{ label: t('privacy'), url: privacyUrl }]),
    ],
  };
  return content;
}

/**
 * Makes a link for a partner, keeps its hash and mails it. Sent twice, both links work until one time runs out. A person
 * whose address is gone gets nothing. @throws RetryLater
 */
export async function sendLink(kind: LinkMail, { networkId, now, page, recipient }: SendLink): Promise<void> {
  const mail = await inTransaction(networkId, async (tx) => {
    const number = await recipient(tx);
    const found = number === null ? null : await findRecipient(tx, number);
    if (!found) return null;
    const { secret, hash } = newSecret();
    const expiresAt = new Date(now.getTime() + VALID_MS[kind]);
    await insertLoginToken(tx, { hash, number: found.partner.number, expiresAt });
    const sender = await loadSender(tx);
    const url = linkUrl(sender.network.handle, secret, page);
    return { to: found.email, sender, content: contentOf(kind, { sender, partner: found.partner, url }) };
  });
  if (!mail) return;
  const { to, sender, content } = mail;
  const logo = sender.logo && { id: LOGO_ID, mime: sender.logo.mime, bytes: sender.logo.bytes };
  await sendMail({
    to,
    fromName: content.merchant,
    subject: content.heading,
    html: mailHtml(content, { brand: sender.brand, logo: logo && `cid:${LOGO_ID}` }),
    pictures: logo ? [logo] : [],
    text: mailText(content),
    language: content.language,
    reason: kind === 'loginLink' ? 'sign-in requested with this address' : 'invitation by the merchant',
  });
}
