import { useState } from 'react';

import type { Device } from '@/core/device';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { TextField } from '@/ui/text-field';

import styles from './device-drawer.module.css';
import { factAbout, useSaveFact, whyNoFact } from './use-save-fact';

/** Lets somebody who has read it say since which version a weakness is mended, and where that is written. */
export function FixedVersionForm({ device, cve }: { readonly device: Device; readonly cve: string }) {
  const [open, setOpen] = useState(false);
  const [fixed, setFixed] = useState('');
  const [source, setSource] = useState('');
  const { save, isPending, refusal } = useSaveFact();
  if (!open) {
    return (
      <div>
        <Button size="small" disabledReason={whyNoFact(device)} onPress={() => setOpen(true)}>
          Say in which version it is mended
        </Button>
      </div>
    );
  }
  return (
    <form
      className={styles['form']}
      aria-label={`When ${cve} is mended`}
      onSubmit={(event) => {
        event.preventDefault();
        save(factAbout(device, { cve, fixed: fixed.trim(), source: source.trim() }));
      }}
    >
      <TextField label="First version without it" value={fixed} onChange={setFixed} required verbatim />
      <TextField
        label="Where this is written"
        description="The address of a page, or a sentence. It is kept as yours."
        value={source}
        onChange={setSource}
        required
      />
      {refusal !== null && <Notice tone="warning" role="alert" title={refusal} />}
      <div className={styles['buttons']}>
        <Button size="small" onPress={() => setOpen(false)}>
          Cancel
        </Button>
        <Button size="small" tone="primary" type="submit" pending={isPending}>
          Keep
        </Button>
      </div>
    </form>
  );
}
