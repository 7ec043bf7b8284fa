import { useState } from 'react';

import type { Device } from '@/core/device';
import { Button } from '@/ui/button';
import { TextField } from '@/ui/text-field';

import { FactForm } from './fact-form';
import { factAbout, useSaveFact, whyNoFact } from './use-save-fact';

const noVersions = { from: '', through: '', fixed: '' };

/** Lets somebody who has read it say which versions have a weakness, since which it is mended, and where that is written. */
export function WeakVersionsForm({ device, cve }: { readonly device: Device; readonly cve: string }) {
  const [open, setOpen] = useState(false);
  const [told, setTold] = useState(noVersions);
  const { save, isPending, refusal } = useSaveFact();
  if (!open) {
    return (
      <Button size="small" disabledReason={whyNoFact(device)} onPress={() => setOpen(true)}>
        Say which versions have it
      </Button>
    );
  }
  const keep = (source: string) => {
    const [from, through, fixed] = [told.from, told.through, told.fixed].map((version) => version.trim() || null);
    const affected = from == null && through == null ? null : { from: from ?? null, through: through ?? null };
    save(factAbout(device, { cve, affected, fixed: fixed ?? null, source }));
  };
  return (
    <FactForm
      label={`Which versions have ${cve}`}
      refusal={refusal}
      isPending={isPending}
      onKeep={keep}
      onCancel={() => setOpen(false)}
    >
      <p>Write them as the device does, and leave open what you do not know.</p>
      <TextField
        label="First version with it"
        value={told.from}
        onChange={(from) => setTold({ ...told, from })}
        verbatim
      />
      <TextField
        label="Last version with it"
        value={told.through}
        onChange={(through) => setTold({ ...told, through })}
        verbatim
      />
      <TextField
        label="First version without it"
        value={told.fixed}
        onChange={(fixed) => setTold({ ...told, fixed })}
        verbatim
      />
    </FactForm>
  );
}
