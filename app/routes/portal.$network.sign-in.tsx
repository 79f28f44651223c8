import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, isRouteErrorResponse, useActionData, type ClientActionFunctionArgs } from '@remix-run/react';
import { z } from 'zod';
import { SignedOutFrame } from '#app/components/portal/frame.tsx';
import { portalMeta } from '#app/components/portal/portal-meta.ts';
import { LinkSent, SignInForm, type SignInAnswer } from '#app/components/portal/sign-in.tsx';
import { SEES_PORTAL } from '#app/domain/partners/partner-status.ts';
import { askedPageOf, findPartnerVisit, requireOwnForm, requirePortal } from '#app/partner.server.ts';
import { respond } from '#app/respond.server.ts';
import { requestLink } from '#app/services/portal/request-link.ts';

export const meta = portalMeta('signIn');

export async function loader({ request, params }: LoaderFunctionArgs) {
  const visit = await findPartnerVisit(request, params);
  if (!visit || !SEES_PORTAL.includes(visit.partner.status)) return null;
  const { handle } = visit.network;
  throw redirect(askedPageOf(request, handle) ?? `/portal/${handle}`);
}

const form = z.object({ email: z.string().trim().max(254) });
const address = z.email();

export async function action({ request, params, context }: ActionFunctionArgs) {
  requireOwnForm(request);
  const { network } = await requirePortal(params);
  const { email } = form.parse(Object.fromEntries(await request.formData()));
  if (!address.safeParse(email).success) return { kind: 'invalid' as const, email };
  const client: unknown = context['clientAddress'];
  const clientAddress = typeof client === 'string' ? client : null;
  const page = askedPageOf(request, network.handle);
  const { data: outcome } = await respond(() => requestLink({ networkId: network.id, email, page, clientAddress }));
  if (outcome.ok) return { kind: 'sent' as const, email, seconds: outcome.value };
  return { kind: 'limited' as const, email, minutes: Number(outcome.details['minutes'] ?? 15) };
}

/** The address stays in its field also where the server failed or could not be reached. */
export async function clientAction({ request, serverAction }: ClientActionFunctionArgs): Promise<unknown> {
  const typed = (await request.clone().formData()).get('email');
  const email = typeof typed === 'string' ? typed : '';
  try {
    return await serverAction<typeof action>();
  } catch (failure) {
    if (isRouteErrorResponse(failure) && failure.status < 500) throw failure;
    if (failure instanceof Response) throw failure;
    const failed: SignInAnswer = { kind: 'failed', email };
    return Response.json(failed, { status: 503 }); // nothing is loaded again: that would fail as well
  }
}

export default function SignIn() {
  const answer = useActionData<SignInAnswer>();
  return (
    <SignedOutFrame>
      <Form method="post" noValidate>
        {answer?.kind === 'sent' ? <LinkSent answer={answer} /> : <SignInForm answer={answer} />}
      </Form>
    </SignedOutFrame>
  );
}
