import { BlockStack, Box, Button, DatePicker, Icon, Popover, TextField } from '@shopify/polaris';
import { CalendarIcon } from '@shopify/polaris-icons';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { dayFrom } from '#app/locales/day-text.ts';
import { useFormat } from '#app/components/shared/format.ts';

interface DayFieldProps {
  id?: string;
  label: string;
  /** `YYYY-MM-DD`, or nothing. */
  value: string;
  /** With a whole day, or with nothing when the field was emptied. */
  onChange: (day: string) => void;
  error?: string | false;
  helpText?: string;
  /** The calendar opens below the field instead of above the page: needed inside a dialogue. */
  isInline?: boolean;
}

const noonOf = (day: string): Date => new Date(`${day}T12:00:00`);
const dayOf = (at: Date): string =>
  `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`;

/** A day in the page's own language, typed or picked; a browser's own date field would speak the browser's. */
export function DayField({ id, label, value, onChange, error = false, helpText, isInline = false }: DayFieldProps) {
  const t = useTranslations('admin.day');
  const locale = useLocale();
  const { day } = useFormat();
  const [typed, setTyped] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [isWrong, setWrong] = useState(false);
  const type = (text: string) => {
    setTyped(text);
    setWrong(false);
    const found = text.trim() === '' ? '' : dayFrom(text, locale);
    if (found !== null && found !== value) onChange(found);
  };
  const leave = () => {
    const isUnread = typed !== null && typed.trim() !== '' && dayFrom(typed, locale) === null;
    setWrong(isUnread);
    if (!isUnread) setTyped(null);
  };
  const pick = (picked: string) => {
    setTyped(null);
    setWrong(false);
    setOpen(false);
    onChange(picked);
  };
  const opener = (
    <Button
      icon={<Icon source={CalendarIcon} />}
      accessibilityLabel={t('open', { label })}
      ariaExpanded={isOpen}
      onClick={() => setOpen(!isOpen)}
    />
  );
  const calendar = <Calendar value={value} onPick={pick} />;
  return (
    <BlockStack gap="200">
      <TextField
        {...(id === undefined ? {} : { id })}
        label={label}
        value={typed ?? (value === '' ? '' : day(`${value}T12:00:00Z`))}
        placeholder={t('form')}
        error={isWrong ? t('wrong') : error}
        {...(helpText === undefined ? {} : { helpText })}
        autoComplete="off"
        onChange={type}
        onBlur={leave}
        connectedRight={
          isInline ? (
            opener
          ) : (
            <Popover active={isOpen} activator={opener} onClose={() => setOpen(false)} autofocusTarget="first-node">
              <Box padding="400">{calendar}</Box>
            </Popover>
          )
        }
      />
      {isInline && isOpen && calendar}
    </BlockStack>
  );
}

const MONDAY = 1;

function Calendar({ value, onPick }: { value: string; onPick: (day: string) => void }) {
  const chosen = value === '' ? null : noonOf(value);
  const first = chosen ?? new Date();
  const [shown, setShown] = useState({ month: first.getMonth(), year: first.getFullYear() });
  return (
    <DatePicker
      {...shown}
      {...(chosen ? { selected: chosen } : {})}
      weekStartsOn={MONDAY}
      onMonthChange={(month, year) => setShown({ month, year })}
      onChange={({ start }) => onPick(dayOf(start))}
    />
  );
}
