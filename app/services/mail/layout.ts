import type { Brand } from '#app/domain/brand/brand.ts';
import type { Palette } from '#app/domain/brand/palette.ts';

interface MailLink {
  readonly label: string;
  readonly url: string;
}

/** What a mail says, in the order in which it is read. */
export interface MailContent {
  readonly language: string;
  readonly merchant: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly button: MailLink;
  /** Said above the address, for programmes that show no button. */
  readonly buttonFallback: string;
  readonly note: string;
  /** Why this person gets this mail. */
  readonly why: string;
  /** The merchant's imprint and privacy notice. */
  readonly legal: readonly MailLink[];
}

/** How a mail looks: the colours of day and night, and where the logo is; null where the name stands in its place. */
export interface MailLook {
  readonly brand: Pick<Brand, 'light' | 'dark'>;
  readonly logo: string | null;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as HTML carries it: names and addresses are written by strangers. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

const FONT = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const text = (size: number, line: number, colour: string): string =>
  `margin:0 0 16px;font:400 ${size}px/${line}px ${FONT};color:${colour}`;
const TABLE = 'role="presentation" cellpadding="0" cellspacing="0" border="0"';

/** For programmes that know night: the same classes in the brand's dark colours, on a logo's own light ground. */
const night = (dark: Palette): string => `@media (prefers-color-scheme:dark){
.page{background:${dark.background}!important}.panel{background:${dark.surface}!important;border-color:${dark.line}!important}
.text{color:${dark.text}!important}.muted{color:${dark.muted}!important}.link{color:${dark.accent}!important}
.fill{background:${dark.fill}!important;border-color:${dark.edge}!important}.on-fill{color:${dark.onFill}!important}
.logo{background:#ffffff!important;padding:8px 12px!important;border-radius:8px!important}}`;

function brandMark({ merchant }: MailContent, { brand, logo }: MailLook): string {
  const name = escaped(merchant);
  if (logo === null)
    return `<p class="text" style="${text(17, 24, brand.light.text)};font-weight:700;margin:0">${name}</p>`;
  const style = `display:inline-block;max-width:176px;max-height:36px;border:0;${text(17, 24, brand.light.text)};margin:0`;
  return `<img class="logo" src="${escaped(logo)}" alt="${name}" height="36" style="${style}">`;
}

/** As a cell and not only as a link: one programme of every office draws no other filled shape. */
function buttonOf({ label, url }: MailLink, { fill, onFill, edge }: Palette): string {
  const cell = `background:${fill};border:1.5px solid ${edge};border-radius:24px`;
  const link = `display:inline-block;padding:12px 24px;font:600 16px/20px ${FONT};color:${onFill};text-decoration:none`;
  return `<table ${TABLE} style="margin:24px 0"><tr><td class="fill" bgcolor="${fill}" style="${cell}">
<a class="on-fill" href="${escaped(url)}" style="${link}">${escaped(label)}</a></td></tr></table>`;
}

function footerOf({ merchant, why, legal }: MailContent, { muted }: Palette): string {
  const style = `${text(13, 20, muted)};margin:0 0 8px`;
  const link = ({ label, url }: MailLink) =>
    `<a class="muted" href="${escaped(url)}" style="color:${muted};text-decoration:underline">${escaped(label)}</a>`;
  const sender = [escaped(merchant), ...legal.map(link)].join(' &nbsp;·&nbsp; ');
  return `<p class="muted" style="${style}">${escaped(why)}</p>
<p class="muted" style="${style}">${sender}</p>`;
}

/** The mail as HTML: one column, everything inline, because mail programmes drop style sheets; night is the only sheet. */
export function mailHtml(content: MailContent, look: MailLook): string {
  const { light, dark } = look.brand;
  const { heading, button } = content;
  const paragraphs = content.paragraphs.map(
    (line) => `<p class="text" style="${text(16, 24, light.text)}">${escaped(line)}</p>`,
  );
  const url = escaped(button.url);
  const panel = `padding:32px 24px;background:${light.surface};border:1px solid ${light.line};border-radius:14px`;
  return `<!doctype html>
<html lang="${escaped(content.language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${escaped(heading)}</title>
<style>:root{color-scheme:light dark}${night(dark)}</style></head>
<body class="page" style="margin:0;padding:24px 16px;background:${light.background}">
<div style="display:none;max-height:0;overflow:hidden">${escaped(content.paragraphs.at(-1) ?? heading)}</div>
<table ${TABLE} width="100%"><tr><td align="center">
<table ${TABLE} width="100%" style="max-width:520px;text-align:left"><tr>
<td style="padding:0 0 16px">${brandMark(content, look)}</td></tr><tr>
<td class="panel" style="${panel}">
<h1 class="text" style="margin:0 0 16px;font:700 22px/28px ${FONT};color:${light.text}">${escaped(heading)}</h1>
${paragraphs.join('\n')}
${buttonOf(button, light)}
<p class="text" style="${text(15, 22, light.text)}">${escaped(content.note)}</p>
<p class="muted" style="${text(13, 20, light.muted)};margin:0">${escaped(content.buttonFallback)}<br><a class="link" href="${url}" style="color:${light.accent};word-break:break-all">${url}</a></p></td></tr><tr>
<td style="padding:16px 0 0">${footerOf(content, light)}</td></tr></table>
</td></tr></table>
</body>
</html>
`;
}

/** The same as plain text, in the same order; two dashes and a space begin what programmes show as the signature. */
export function mailText(content: MailContent): string {
  const addressed = ({ label, url }: MailLink) => `${label}:\n${url}`;
  const { heading, paragraphs, button, note, merchant, why, legal } = content;
  const signature = [merchant, ...legal.map(({ label, url }) => `${label}: ${url}`)].join('\n');
  return [heading, ...paragraphs, addressed(button), note, `-- \n${why}`, signature].join('\n\n').concat('\n');
}
