import { Link, type LinkProps } from '@remix-run/react';

/** A link inside the admin. */
export function AdminLink(props: LinkProps) {
  return <Link {...props} prefetch="none" />;
}
