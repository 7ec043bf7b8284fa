import { useMutation } from '@tanstack/react-query';

import { useSessionClient } from '@/session/client-context';
import type { CredentialKind, SetTerms } from '@/session/protocol';
import { Age } from '@/ui/age';
import { Notice } from '@/ui/notice';
import { Section } from '@/ui/section';
import { SelectField } from '@/ui/select-field';

import styles from '../access-page.module.css';

const labels: readonly (readonly [CredentialKind, string])[] = [
  ['device', 'Passwords of devices and programs'],
  ['person', 'Passwords of people'],
  ['administrator', 'Passwords of administrators'],
  ['lock-code', 'Codes of locks'],
];
const offered = [30, 90, 180, 365, 730, null] as const;

/** How old each kind of credential may be before somebody is reminded. */
export function AgesSection({ ages, onDone }: { readonly ages: SetTerms; readonly onDone: () => void }) {
  const client = useSessionClient();
  const change = useMutation({
    mutationFn: (ask: { readonly kind: CredentialKind; readonly days: number | null }) =>
      client.askAccess('setAge', ask),
    onSettled: onDone,
  });
  return (
    <Section
      heading="How old they may be"
      look="bare"
      lead="What is older is reminded of, on its page and among the alerts. Nothing stops working."
    >
      <div className={styles['stack']}>
        {change.data?.outcome === 'refused' && <Notice tone="critical" role="alert" title={change.data.reason} />}
        <div className={styles['ages']}>
          {labels.map(([kind, label]) => (
            <SelectField
              key={kind}
              label={label}
              value={valueOf(ages.days[kind])}
              choices={choicesWith(ages.days[kind])}
              onChange={(value) => change.mutate({ kind, days: value === 'never' ? null : Number(value) })}
            />
          ))}
        </div>
        {ages.set !== null && (
          <p className={styles['muted']}>
            Set by {ages.set.by} <Age at={ages.set.at} />
          </p>
        )}
      </div>
    </Section>
  );
}

function valueOf(days: number | null): string {
  return days === null ? 'never' : String(days);
}

/** What is set elsewhere to another number stands in the list too. */
function choicesWith(days: number | null) {
  const all = offered.some((one) => one === days) ? offered : [days, ...offered];
  return all.map((one) => ({ value: valueOf(one), label: one === null ? 'As old as they like' : termWords(one) }));
}

function termWords(days: number): string {
  if (days % 365 === 0) return days === 365 ? 'One year' : `${days / 365} years`;
  return `${days} days`;
}
