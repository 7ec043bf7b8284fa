import { useMemo } from 'react';

import type { OwnerFact } from '@/core/firmware/advisory';
import type { Device } from '@/core/device';
import { factsAbout } from '@/firmware/fits';
import { factWords } from '@/firmware/judgement-words';
import { useSessionClient } from '@/session/client-context';
import { useFirmwareKnowledge } from '@/store/home-hooks';
import { Button } from '@/ui/button';

import styles from './device-drawer.module.css';

/** What people of this home have said of the model, marked as theirs, and the way to take it back. */
export function OwnFacts({ device }: { readonly device: Device }) {
  const client = useSessionClient();
  const { facts: all, vendors } = useFirmwareKnowledge();
  // by the same names by which they act: another way of writing the maker, or a word more behind the model
  const facts = useMemo(() => factsAbout(device, all, vendors), [device, all, vendors]);
  if (facts.length === 0) return null;
  const forget = (fact: OwnerFact) => void client.askFirmware('forgetFirmwareFact', { fact });
  return (
    <section className={styles['part']} aria-labelledby="firmware-own-facts" tabIndex={-1}>
      <h3 id="firmware-own-facts">Said by your home</h3>
      <ul className={styles['list']}>
        {facts.map((fact) => (
          <li key={JSON.stringify(fact)} className={styles['item']}>
            <p>{factWords(fact)}</p>
            <p className={styles['reason']}>Source: {fact.source}</p>
            <Button size="small" label={`Take back: ${factWords(fact)}`} onPress={() => forget(fact)}>
              Take it back
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
