import { useState } from 'react';

import type { UpdateRules } from '@/core/firmware/firmware-task';
import { minuteWords } from '@/firmware/task-words';
import { useSessionClient } from '@/session/client-context';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { Dialog } from '@/ui/dialog';
import { SelectField } from '@/ui/select-field';

import styles from './update-plan-section.module.css';

type UpdateRulesDialogProps = { readonly rules: UpdateRules; readonly onClose: () => void };

const halfHours = Array.from({ length: 48 }, (_, index) => index * 30);
const floors = [10, 20, 30, 40, 50, 60];
const tries = [1, 2, 3, 5];
const atOnce = [1, 2, 3, 4];
const usualHours = { from: 60, to: 300 };

/** When unattended updates may begin, and what has to be so. */
export function UpdateRulesDialog({ rules, onClose }: UpdateRulesDialogProps) {
  const client = useSessionClient();
  const [draft, setDraft] = useState(rules);
  const { hours } = draft;
  const save = () => {
    client.firmware({ type: 'rules', rules: draft });
    onClose();
  };
  /** what another browser chose is on the list too */
  const choicesOf = (values: readonly number[], chosen: number, words: (value: number) => string) =>
    [...new Set([...values, chosen])]
      .toSorted((one, other) => one - other)
      .map((value) => ({ value: String(value), label: words(value) }));
  return (
    <Dialog
      open
      onClose={onClose}
      title="Rules for updates"
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button tone="primary" onPress={save}>
            Save the rules
          </Button>
        </>
      }
    >
      <div className={styles['rules']}>
        <Checkbox
          label="Only in certain hours"
          description="For what is left for the night. What you start yourself begins at once."
          selected={hours !== null}
          onChange={(only) => setDraft({ ...draft, hours: only ? usualHours : null })}
        />
        {hours !== null && (
          <div className={styles['hours']}>
            <SelectField
              label="From"
              value={String(hours.from)}
              onChange={(from) => setDraft({ ...draft, hours: { ...hours, from: Number(from) } })}
              choices={choicesOf(halfHours, hours.from, minuteWords)}
            />
            <SelectField
              label="To"
              value={String(hours.to)}
              onChange={(to) => setDraft({ ...draft, hours: { ...hours, to: Number(to) } })}
              choices={choicesOf(halfHours, hours.to, minuteWords)}
            />
          </div>
        )}
        <SelectField
          label="Battery at least"
          value={String(draft.batteryFloorPercent)}
          onChange={(floor) => setDraft({ ...draft, batteryFloorPercent: Number(floor) })}
          choices={choicesOf(floors, draft.batteryFloorPercent, (percent) => `${percent} %`)}
        />
        <SelectField
          label="Tries in a night"
          value={String(draft.mostTries)}
          onChange={(most) => setDraft({ ...draft, mostTries: Number(most) })}
          choices={choicesOf(tries, draft.mostTries, (count) => (count === 1 ? 'One' : String(count)))}
        />
        <SelectField
          label="At once, outside of radio networks"
          value={String(draft.atOnceElsewhere)}
          onChange={(most) => setDraft({ ...draft, atOnceElsewhere: Number(most) })}
          choices={choicesOf(atOnce, draft.atOnceElsewhere, String)}
        />
        <p className={styles['sentence']}>
          On a radio network there is always one at a time; never two locks, never two cameras of a room, and nothing
          while the alarm is armed.
        </p>
      </div>
    </Dialog>
  );
}
