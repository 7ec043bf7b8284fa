import { useState } from 'react';

import type { Device } from '@/core/device';
import { supportReason, supportWords } from '@/firmware/judgement-words';
import type { Support } from '@/firmware/support';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { TextField } from '@/ui/text-field';

import styles from './device-drawer.module.css';
import { factAbout, useSaveFact, whyNoFact } from './use-save-fact';

type SupportPartProps = { readonly device: Device; readonly support: Support };

/** Until when the maker looks after it, who says so, and the way to say it better. */
export function SupportPart({ device, support }: SupportPartProps) {
  const [open, setOpen] = useState(false);
  const source = support.state === 'unknown' ? null : support.source;
  return (
    <section className={styles['part']} aria-labelledby="firmware-support">
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
  const [source, setSource] = useState('');
  const { save, isPending, refusal } = useSaveFact();
  const isDay = /^\d{4}-\d\d-\d\d$/.test(day.trim());
  return (
    <form
      className={styles['form']}
      aria-label="When support ends"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isDay) return;
        save(factAbout(device, { supportEnds: day.trim(), source: source.trim() }), {
          onSuccess: ({ outcome }) => outcome !== 'refused' && onClose(),
        });
      }}
    >
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
      <TextField
        label="Where this is written"
        description="The address of a page, or a sentence. It is kept as yours."
        value={source}
        onChange={setSource}
        required
      />
      {refusal !== null && <Notice tone="warning" role="alert" title={refusal} />}
      <div className={styles['buttons']}>
        <Button size="small" onPress={onClose}>
          Cancel
        </Button>
        <Button size="small" tone="primary" type="submit" pending={isPending}>
          Keep
        </Button>
      </div>
    </form>
  );
}
