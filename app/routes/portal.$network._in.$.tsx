import type { LoaderFunctionArgs } from '@remix-run/node';
import { requirePartner } from '#app/partner.server.ts';

/** An address of the portal that leads nowhere: 404 inside the frame. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  await requirePartner(request, params);
  throw Response.json(null, { status: 404 });
}

export default function Nowhere() {
  return null;
}
