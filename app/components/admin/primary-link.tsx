import { Link, Text } from '@shopify/polaris';

/** The link of a table's row: what the row is, leading to its page. */
export function PrimaryLink({ to, children }: { to: string; children: string }) {
  return (
    <Link url={to} dataPrimaryLink monochrome removeUnderline>
      <Text as="span" fontWeight="semibold">
        {children}
      </Text>
    </Link>
  );
}
