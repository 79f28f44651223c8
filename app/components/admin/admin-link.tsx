import { Link, type LinkProps } from '@remix-run/react';
import classes from '#app/components/admin/admin-link.module.css';

/** A link inside the admin, in the colour of Polaris' own; a class of its own takes that away. */
export function AdminLink({ className = classes.link, ...props }: LinkProps) {
  return <Link {...props} className={className} prefetch="none" />;
}
