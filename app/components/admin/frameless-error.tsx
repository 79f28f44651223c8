import { isRouteErrorResponse } from '@remix-run/react';
import { boundary } from '@shopify/shopify-app-remix/server';
import { z } from 'zod';

const refusedSchema = z.object({ locale: z.string(), text: z.string() });

/** What is said where nobody is known, so that there is no frame: a refused session token, or Shopify's own page. */
export function FramelessError({ error }: { error: unknown }) {
  const refused = refusedSchema.safeParse(isRouteErrorResponse(error) ? error.data : null);
  if (!refused.success) return boundary.error(error);
  return (
    <main lang={refused.data.locale}>
      <p>{refused.data.text}</p>
    </main>
  );
}
