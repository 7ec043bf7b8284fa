import { capabilityWords } from '@/core/capability-words';
import type { Device } from '@/core/device';
import { Facts, type Fact } from '@/ui/facts';
import { Section } from '@/ui/section';

import styles from './device-page.module.css';

/** What the device can do and tell, as its convention describes it. */
export function AbilitiesSection({ device }: { readonly device: Device }) {
  const { does, tells, notYet } = capabilityWords(device);
  const facts: Fact[] = [
    { label: 'You can', words: does },
    { label: 'It tells', words: tells },
    { label: 'Not from here yet', words: notYet },
  ].flatMap(({ label, words }) => (words.length === 0 ? [] : [{ label, value: <Words words={words} /> }]));
  return (
    <Section heading="What it can do">
      {facts.length === 0 ? (
        <p className={styles['muted']}>It has not told what it can do.</p>
      ) : (
        <Facts facts={facts} />
      )}
    </Section>
  );
}

function Words({ words }: { readonly words: readonly string[] }) {
  return (
    <ul>
      {words.map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ul>
  );
}
