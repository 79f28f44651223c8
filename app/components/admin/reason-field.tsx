import { TextField } from '@shopify/polaris';

/** What the field needs of a form that holds a reason. */
interface ReasonForm {
  values: { readonly reason?: string };
  errorOf: (path: 'reason') => string | false;
  set: (change: { reason: string }) => void;
}

/** Why something is done by hand, in the words of whoever does it. */
export function ReasonField({ form, label, help }: { form: ReasonForm; label: string; help: string }) {
  return (
    <TextField
      label={label}
      helpText={help}
      value={form.values.reason ?? ''}
      error={form.errorOf('reason')}
      onChange={(reason) => form.set({ reason })}
      multiline={2}
      autoComplete="off"
    />
  );
}
