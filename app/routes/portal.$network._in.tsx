import type { LoaderFunctionArgs } from '@remix-run/node';
import { Outlet, useLoaderData, useRouteError, useRouteLoaderData } from '@remix-run/react';
import { Frame, SignedOutFrame } from '#app/components/portal/frame.tsx';
import { usePortal } from '#app/components/portal/portal-context.tsx';
import { PortalError } from '#app/components/portal/portal-error.tsx';
import { portalMeta } from '#app/components/portal/portal-meta.ts';
import { requirePartner } from '#app/partner.server.ts';

export const meta = portalMeta('error');

/** Every page below is for a signed-in partner; each of their loaders asks for itself as well. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { partner } = await requirePartner(request, params);
  return { initial: [...partner.firstName][0] ?? '·', hasLeft: partner.status === 'terminated' };
}

export default function SignedIn() {
  const { initial, hasLeft } = useLoaderData<typeof loader>();
  return (
    <Frame initial={initial} hasLeft={hasLeft}>
      <Outlet />
    </Frame>
  );
}

/** A page that failed leaves tabs and header standing. */
export function ErrorBoundary() {
  const error = useRouteError();
  const { base } = usePortal();
  const data = useRouteLoaderData<typeof loader>('routes/portal.$network._in');
  const content = <PortalError error={error} base={base} />;
  return data ? <Frame {...data}>{content}</Frame> : <SignedOutFrame>{content}</SignedOutFrame>;
}
