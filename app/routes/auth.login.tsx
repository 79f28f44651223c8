import type { LoaderFunctionArgs } from '@remix-run/node';
import { useRouteError } from '@remix-run/react';
import { FramelessError } from '#app/components/admin/frameless-error.tsx';
import { tokenRefused } from '#app/merchant.server.ts';

/** Where Shopify's library sends what did not come from the admin; the app is opened nowhere else. */
export function loader({ request }: LoaderFunctionArgs): never {
  throw tokenRefused(request);
}

export default function Login() {
  return null;
}

export function ErrorBoundary() {
  return <FramelessError error={useRouteError()} />;
}
