import { endingSentence } from '@/core/codes/code-words';
import type { Device, DeviceId } from '@/core/device';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { SegmentedControl } from '@/ui/segmented-control';
import { TextField } from '@/ui/text-field';

import styles from './codes.module.css';

type Lasts = 'always' | 'day' | 'week' | 'month';

/** What was filled in so far. The code is in it in clear, and goes when the dialog goes. */
export type CodeDraft = {
  readonly person: string;
  readonly devices: readonly DeviceId[];
  readonly code: string;
  readonly isMade: boolean;
  readonly lasts: Lasts;
};

export const emptyDraft: CodeDraft = { person: '', devices: [], code: '', isMade: false, lasts: 'always' };

const days: Readonly<Record<Lasts, number | null>> = { always: null, day: 1, week: 7, month: 30 };
const dayMs = 86_400_000;

/** ms since the epoch; null: for good */
export function endOf(lasts: Lasts, now: number): number | null {
  const count = days[lasts];
  return count === null ? null : now + count * dayMs;
}

type CodeFormProps = {
  readonly draft: CodeDraft;
  readonly locks: readonly Device[];
  /** person and locks stand already */
  readonly fixed: boolean;
  /** why it was not taken; null: nothing is wrong */
  readonly reason: string | null;
  readonly onDraft: (draft: CodeDraft) => void;
  readonly onMake: () => void;
};

/** Who, where, which code and for how long. */
export function CodeForm({ draft, locks, fixed, reason, onDraft, onMake }: CodeFormProps) {
  const chosen = locks.filter(({ id }) => draft.devices.includes(id));
  const ending = draft.lasts === 'always' ? null : endingSentence(chosen);
  const choose = (id: DeviceId, isChosen: boolean) =>
    onDraft({ ...draft, devices: isChosen ? [...draft.devices, id] : draft.devices.filter((one) => one !== id) });
  return (
    <div className={styles['form']}>
      {fixed ? (
        <p>
          The new code is set and read back first; only then is the old one removed. On{' '}
          {chosen.map(({ name }) => name).join(', ')}.
        </p>
      ) : (
        <>
          <TextField
            label="Person"
            value={draft.person}
            onChange={(person) => onDraft({ ...draft, person })}
            autoComplete="off"
            autoFocus
          />
          <fieldset className={styles['choices']}>
            <legend>Locks</legend>
            {locks.map(({ id, name, reachability }) => (
              <Checkbox
                key={id}
                label={reachability === 'offline' ? `${name} (offline)` : name}
                selected={draft.devices.includes(id)}
                onChange={(isChosen) => choose(id, isChosen)}
              />
            ))}
          </fieldset>
        </>
      )}
      <div className={styles['codeField']}>
        <TextField
          label="Code"
          type="password"
          value={draft.code}
          onChange={(code) => onDraft({ ...draft, code, isMade: false })}
          autoComplete="off"
          verbatim
          error={reason}
          description={
            draft.isMade
              ? 'A code nobody would try first was made. It can be shown once when the lock has it.'
              : 'Digits only. A code of one’s own, not a birthday and not 1234.'
          }
        />
        <Button onPress={onMake} disabledReason={chosen.length === 0 ? 'Choose a lock first.' : null}>
          Make a code
        </Button>
      </div>
      {!fixed && (
        <div className={styles['lasting']}>
          <p aria-hidden="true" className={styles['label']}>
            How long it lasts
          </p>
          <SegmentedControl<Lasts>
            label="How long it lasts"
            value={draft.lasts}
            onChange={(lasts) => onDraft({ ...draft, lasts })}
            segments={[
              { value: 'always', label: 'Always' },
              { value: 'day', label: 'Day' },
              { value: 'week', label: 'Week' },
              { value: 'month', label: 'Month' },
            ]}
          />
          {ending !== null && <p className={styles['muted']}>{ending}</p>}
        </div>
      )}
    </div>
  );
}
