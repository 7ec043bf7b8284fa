import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import type { NamelessCode } from '@/core/codes/code-people';
import { useSessionClient } from '@/session/client-context';
import { Age } from '@/ui/age';
import { AskFirstButton } from '@/ui/ask-first-button';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { TextField } from '@/ui/text-field';

import { Refusal } from '../refusal';
import styles from './codes.module.css';

/** A code of which nobody wrote down whose it is. */
export function NamelessRow({ code: { device, lock, slot, changedAt } }: { readonly code: NamelessCode }) {
  const client = useSessionClient();
  const [naming, setNaming] = useState(false);
  const remove = useMutation({
    mutationFn: () =>
      client.askAccess('changeCodes', { act: 'remove', person: `Place ${slot}`, spots: [{ device, slot }] }),
  });
  const what = `the code in place ${slot} of ${lock}`;
  return (
    <div className={styles['row']}>
      <div className={styles['words']}>
        <p>
          {lock}, place {slot}
        </p>
        {changedAt !== null && (
          <p className={styles['muted']}>
            It came <Age at={changedAt} />.
          </p>
        )}
        <Refusal of={remove.data} />
      </div>
      <div className={styles['buttons']}>
        <Button size="small" label={`Name it: ${what}`} onPress={() => setNaming(true)}>
          Name it
        </Button>
        <AskFirstButton
          size="small"
          label={`Remove ${what}`}
          question={{
            title: `Remove ${what}?`,
            sentence: 'Whoever uses it cannot open this door with it any more.',
            confirmLabel: 'Remove',
            danger: true,
          }}
          pending={remove.isPending}
          onConfirm={() => remove.mutate()}
        >
          Remove
        </AskFirstButton>
      </div>
      {naming && <NameDialog what={what} device={device} slot={slot} onClose={() => setNaming(false)} />}
    </div>
  );
}

type NameDialogProps = Pick<NamelessCode, 'device' | 'slot'> & { readonly what: string; readonly onClose: () => void };

function NameDialog({ what, device, slot, onClose }: NameDialogProps) {
  const client = useSessionClient();
  const [person, setPerson] = useState('');
  const save = () => {
    void client.askAccess('nameCode', { device, slot, person: person.trim() });
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Whose is ${what}?`}
      onSubmit={save}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button tone="primary" type="submit" disabledReason={person.trim() === '' ? 'Say whose it is.' : null}>
            Save
          </Button>
        </>
      }
    >
      <TextField
        label="Person"
        value={person}
        onChange={setPerson}
        autoFocus
        autoComplete="off"
        description="The name stands on the broker, for everybody in the house. The code does not."
      />
    </Dialog>
  );
}
