import { Badge, BlockStack, Button, InlineStack, Text } from '@shopify/polaris';
import { AlertCircleIcon, AlertTriangleIcon, InfoIcon } from '@shopify/polaris-icons';
import { useTranslations } from 'use-intl';
import classes from '#app/components/admin/plan/findings-list.module.css';
import { useFindingText } from '#app/components/admin/plan/use-finding-text.ts';
import type { Judged } from '#app/domain/compliance/judge-plan.ts';

const LOOK = {
  error: { tone: 'critical', icon: AlertCircleIcon },
  warning: { tone: 'warning', icon: AlertTriangleIcon },
  note: { tone: 'info', icon: InfoIcon },
} as const;

interface FindingsListProps {
  findings: readonly Judged[];
  /** Leads to the place in the document; left out where no document is shown. */
  onGo?: (path: string) => void;
}

/** Everything that is to be said about a plan, errors first, each with its place. */
export function FindingsList({ findings, onGo }: FindingsListProps) {
  const t = useTranslations('plan.findings');
  const textOf = useFindingText();
  return (
    <BlockStack gap="300" as="ul">
      {findings.map((finding) => {
        const place = finding.path === '' ? t('document') : finding.path;
        return (
          <li key={`${finding.about} ${finding.code} ${finding.path}`} className={classes.finding}>
            <BlockStack gap="100">
              <InlineStack gap="200" blockAlign="center">
                <Badge {...LOOK[finding.severity]}>{t(`severity.${finding.severity}`)}</Badge>
                {onGo ? (
                  <Button variant="plain" onClick={() => onGo(finding.path)}>
                    {place}
                  </Button>
                ) : (
                  <Text as="span" tone="subdued">
                    {place}
                  </Text>
                )}
              </InlineStack>
              <Text as="p">{textOf(finding)}</Text>
            </BlockStack>
          </li>
        );
      })}
    </BlockStack>
  );
}
