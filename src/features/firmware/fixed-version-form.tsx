import { useState } from 'react';

import type { Device } from '@/core/device';
import { Button } from '@/ui/button';
import { TextField } from '@/ui/text-field';

import { FactForm } from './fact-form';
import { factAbout, useSaveFact, whyNoFact } from './use-save-fact';

/** Lets somebody who has read it say since which version a weakness is mended, and where that is written. */
export function FixedVersionForm({ device, cve }: { readonly device: Device; readonly cve: string }) {
  const [open, setOpen] = useState(false);
  const [fixed, setFixed] = useState('');
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
    <FactForm
      label={`When ${cve} is mended`}
      refusal={refusal}
      isPending={isPending}
      onKeep={(source) => save(factAbout(device, { cve, fixed: fixed.trim(), source }))}
      onCancel={() => setOpen(false)}
    >
      <TextField label="First version without it" value={fixed} onChange={setFixed} required verbatim />
    </FactForm>
  );
}
