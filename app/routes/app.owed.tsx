import type { LoaderFunctionArgs } from '@remix-run/node';
import type { ClientLoaderFunctionArgs } from '@remix-run/react';
import { requireMerchant } from '#app/merchant.server.ts';
import { homeOwed } from '#app/queries/home/figures.ts';
import { load } from '#app/respond.server.ts';

/** What partners are owed, for the card on Home. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId } = await requireMerchant(request);
  return load(() => homeOwed(networkId));
}

const isRedirect = (failure: unknown) => failure instanceof Response && failure.status < 400;

/** `null` where it could not be asked, whatever the reason: the card says so, and Home stands. */
export async function clientLoader({ serverLoader }: ClientLoaderFunctionArgs) {
  try {
    return { owed: await serverLoader<typeof loader>() };
  } catch (failure) {
    if (isRedirect(failure)) throw failure;
    return { owed: null };
  }
}
