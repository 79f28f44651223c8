import type { Palette } from '#app/domain/brand/palette.ts';

/** What a mail says, in the order in which it is read. */
export interface MailContent {
  readonly language: string;
  readonly merchant: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly button: { readonly label: string; readonly url: string };
  /** Said above the address, for programmes that show no button. */
  readonly buttonFallback: string;
  readonly note: string;
  /** Why this person gets this mail. */
  readonly why: string;
}

type Colours = Pick<
  Palette,
  'background' | 'surface' | 'line' | 'text' | 'muted' | 'fill' | 'onFill' | 'edge' | 'accent'
>;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as HTML carries it: names and addresses are written by strangers. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

const FONT = "Figtree,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const text = (size: number, line: number, colour: string): string =>
  `margin:0 0 16px;font:400 ${size}px/${line}px ${FONT};color:${colour}`;

/** The mail as HTML: one column, everything inline, because mail programmes drop style sheets. */
export function mailHtml(content: MailContent, colours: Colours): string {
  const paragraphs = content.paragraphs.map((line) => `<p style="${text(16, 24, colours.text)}">${escaped(line)}</p>`);
  const url = escaped(content.button.url);
  const button = `display:inline-block;padding:11px 24px;border-radius:22px;border:1.5px solid ${colours.edge};`;
  return `<!doctype html>
<html lang="${escaped(content.language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light">
<title>${escaped(content.heading)}</title></head>
<body style="margin:0;padding:24px 16px;background:${colours.background}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:520px;text-align:left"><tr>
<td style="padding:0 0 16px"><p style="${text(15, 22, colours.muted)};margin:0">${escaped(content.merchant)}</p></td></tr><tr>
<td style="padding:32px 24px;background:${colours.surface};border:1px solid ${colours.line};border-radius:14px">
<h1 style="margin:0 0 16px;font:700 22px/28px ${FONT};color:${colours.text}">${escaped(content.heading)}</h1>
${paragraphs.join('\n')}
<p style="margin:24px 0"><a href="${url}" style="${button}background:${colours.fill};color:${colours.onFill};font:600 16px/20px ${FONT};text-decoration:none">${escaped(content.button.label)}</a></p>
<p style="${text(13, 20, colours.muted)}">${escaped(content.buttonFallback)}<br><a href="${url}" style="color:${colours.accent};word-break:break-all">${url}</a></p>
<p style="${text(15, 22, colours.text)};margin:0">${escaped(content.note)}</p></td></tr><tr>
<td style="padding:16px 0 0"><p style="${text(13, 20, colours.muted)};margin:0">${escaped(content.why)}</p></td></tr></table>
</td></tr></table>
</body>
</html>
`;
}

/** The same as plain text, in the same order. */
export function mailText(content: MailContent): string {
  const button = `${content.button.label}:\n${content.button.url}`;
  return [content.heading, ...content.paragraphs, button, content.note, '--', content.merchant, content.why]
    .join('\n\n')
    .concat('\n');
}
