import { setTimeout } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { sentMails } from '#tests/demo/outbox.ts';
import type { Stack } from '#tests/demo/stack.ts';

const DEADLINE_MS = 30_000;
const LOOK_AGAIN_MS = 100;

interface SignIn {
  stack: Stack;
  context: BrowserContext;
  /** The network's part of the portal's address. */
  handle: string;
  email: string;
}

/** The link of the newest mail to an address, once there are more mails than before. @throws Error after half a minute */
async function mailedLink({ mailFolder }: Stack, email: string, before: number): Promise<string> {
  const end = performance.now() + DEADLINE_MS;
  while (performance.now() < end) {
    const mails = await sentMails(mailFolder);
    const mail = mails.slice(0, mails.length - before).find((each) => each.to === email);
    const link = /https?:\/\/\S+\/link\/\S+/.exec(mail?.text ?? '')?.[0];
    if (link) return link;
    await setTimeout(LOOK_AGAIN_MS);
  }
  throw new Error(`no sign-in link came to ${email}`);
}

/** Signs a partner in by the mailed link, as a person does: asks for it, finds it in the mail, presses the button. */
export async function signIn({ stack, context, handle, email }: SignIn): Promise<Page> {
  const page = await context.newPage();
  const portal = `${stack.appUrl}/portal/${handle}`;
  const before = (await sentMails(stack.mailFolder)).length;
  await page.goto(`${portal}/sign-in`);
  await page.locator('input[name="email"]').fill(email);
  await page.locator('main button[type="submit"], form button[type="submit"]').first().click();
  await page.getByRole('status').waitFor();
  await page.goto(await mailedLink(stack, email, before));
  await page.locator('form[method="post"] button[type="submit"]').first().click();
  await page.waitForURL(portal);
  return page;
}
