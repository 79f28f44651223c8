import { DescriptionList } from '@shopify/polaris';

/** Facts that are read and not changed: name and value, one below the other on a phone. */
export function FactsList({ facts }: { facts: readonly { name: string; value: string }[] }) {
  return <DescriptionList items={facts.map(({ name, value }) => ({ term: name, description: value }))} gap="tight" />;
}
