import { useState } from 'react';

import type { Device } from '@/core/device';
import { Button } from '@/ui/button';
import { SegmentedControl } from '@/ui/segmented-control';

import { FactForm } from './fact-form';
import { factAbout, useSaveFact, whyNoFact } from './use-save-fact';

const answers = [
  { value: 'yes', label: 'It is meant' },
  { value: 'no', label: 'It is not meant' },
] as const;

/** Settles whether a device is meant where a list tells its maker only: by whoever has read it, with where that is written. */
export function MeantForm({ device, cve }: { readonly device: Device; readonly cve: string }) {
  const [open, setOpen] = useState(false);
  const [answer, setAnswer] = useState<'yes' | 'no'>('yes');
  const { save, isPending, refusal } = useSaveFact();
  if (!open) {
    return (
      <Button size="small" disabledReason={whyNoFact(device)} onPress={() => setOpen(true)}>
        Say whether it is meant
      </Button>
    );
  }
  return (
    <FactForm
      label={`Whether ${cve} means it`}
      refusal={refusal}
      isPending={isPending}
      onKeep={(source) => save(factAbout(device, { cve, meant: answer === 'yes', source }))}
      onCancel={() => setOpen(false)}
    >
      <SegmentedControl label={`Does ${cve} mean it?`} value={answer} onChange={setAnswer} segments={answers} />
    </FactForm>
  );
}
