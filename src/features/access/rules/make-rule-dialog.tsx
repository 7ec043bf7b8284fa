import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import { useSessionClient } from '@/session/client-context';
import type { MadeCondition } from '@/session/protocol';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Notice } from '@/ui/notice';
import { SelectField } from '@/ui/select-field';
import { TextField } from '@/ui/text-field';

import styles from '../access-page.module.css';
import { conditionOf, conditions, devicesToChoose, firstDraft, roles } from './rule-choices';

type MakeRuleDialogProps = { readonly deviceNames: readonly string[]; readonly onClose: () => void };

/** A rule of one’s own: which device, and what goes against it. It is watched first; its card shows what enforcing it would do. */
export function MakeRuleDialog({ deviceNames, onClose }: MakeRuleDialogProps) {
  const client = useSessionClient();
  const [draft, setDraft] = useState(firstDraft);
  const make = useMutation({
    mutationFn: (against: MadeCondition) => client.askAccess('makePolicy', { against }),
    onSuccess: ({ outcome }) => outcome === 'done' && onClose(),
  });
  const against = conditionOf(draft);
  return (
    <Dialog
      open
      onClose={onClose}
      title="Make a rule"
      onSubmit={() => against !== null && make.mutate(against)}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            tone="primary"
            type="submit"
            pending={make.isPending}
            disabledReason={against === null ? 'Say a number of days, from 1 to 3650.' : null}
          >
            Watch this rule
          </Button>
        </>
      }
    >
      <div className={styles['stack']}>
        {make.data?.outcome === 'refused' && <Notice tone="critical" role="alert" title={make.data.reason} />}
        <p className={styles['sentence']}>
          Say what should not be. Whoever goes against it is named at once, on the card of the rule and among the
          alerts. There you see what enforcing it would have done, before you do.
        </p>
        <SelectField
          label="Which device"
          value={draft.of}
          choices={devicesToChoose(deviceNames)}
          onChange={(of) => setDraft({ ...draft, of })}
        />
        <SelectField
          label="What should not be: it"
          value={draft.is}
          choices={conditions}
          onChange={(is) => setDraft({ ...draft, is })}
        />
        {draft.is === 'commands' && (
          <SelectField
            label="By whom"
            value={draft.role}
            choices={roles}
            onChange={(role) => setDraft({ ...draft, role })}
          />
        )}
        {draft.is === 'old-login' && (
          <TextField
            label="Days"
            value={draft.days}
            onChange={(days) => setDraft({ ...draft, days })}
            autoComplete="off"
            verbatim
            error={against === null ? 'A number from 1 to 3650.' : null}
          />
        )}
        {draft.of.startsWith('name ') && (
          <p className={styles['muted']}>
            It is meant as long as it has this name: a device that is renamed is another.
          </p>
        )}
      </div>
    </Dialog>
  );
}
