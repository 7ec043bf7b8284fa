import { useState } from 'react';

import type { Device } from '@/core/device';
import { supportReason, supportWords } from '@/firmware/judgement-words';
import type { Support } from '@/firmware/support';
import { Button } from '@/ui/button';
import { TextField } from '@/ui/text-field';

import styles from './device-drawer.module.css';
import { FactForm } from './fact-form';
import { factAbout, useSaveFact, whyNoFact } from './use-save-fact';

type SupportPartProps = { readonly device: Device; readonly support: Support };

/** Until when the maker looks after it, who says so, and the way to say it better. */
export function SupportPart({ device, support }: SupportPartProps) {
  const [open, setOpen] = useState(false);
  const source = support.state === 'unknown' ? null : support.source;
  return (
    <section className={styles['part']} aria-labelledby="firmware-support" tabIndex={-1}>
      <h3 id="firmware-support">Support</h3>
      <p>{supportWords(support)}</p>
      <p className={styles['reason']}>
        {supportReason(support) ?? 'Neither the device nor a catalogue tells until when its maker looks after it.'}
        {source !== null && ` Source: ${source}`}
      </p>
      {open ? (
        <SupportForm device={device} onClose={() => setOpen(false)} />
      ) : (
        <div className={styles['buttons']}>
          <Button size="small" disabledReason={whyNoFact(device)} onPress={() => setOpen(true)}>
            Say when support ends
          </Button>
        </div>
      )}
    </section>
  );
}

function SupportForm({ device, onClose }: { readonly device: Device; readonly onClose: () => void }) {
  const [day, setDay] = useState('');
  const { save, isPending, refusal } = useSaveFact();
  const isDay = /^\d{4}-\d\d-\d\d$/.test(day.trim());
  const keep = (source: string) => {
    if (!isDay) return;
    save(factAbout(device, { supportEnds: day.trim(), source }), {
      onSuccess: ({ outcome }) => outcome !== 'refused' && onClose(),
    });
  };
  return (
    <FactForm label="When support ends" refusal={refusal} isPending={isPending} onKeep={keep} onCancel={onClose}>
      <TextField
        label="Last day of support"
        placeholder="2031-12-31"
        description="Year, month and day, like 2031-12-31."
        value={day}
        onChange={setDay}
        error={day === '' || isDay || day.length < 10 ? null : 'Write it like 2031-12-31.'}
        required
        verbatim
      />
    </FactForm>
  );
}
