import type { Device } from '@/core/device';
import { transportWords } from '@/core/transport-words';
import { Notice } from '@/ui/notice';
import { Section } from '@/ui/section';

import styles from './device-page.module.css';

/** Who can open or read it, as far as the wire tells. */
export function AccessSection({ device }: { readonly device: Device }) {
  const transport = transportWords(device);
  return (
    <Section heading="Access">
      <div className={styles['stack']}>
        {device.leaks.map(({ what, topic }) => (
          <Notice key={`${what} ${topic}`} tone="warning" title={`This device publishes ${what} in clear.`}>
            <p>
              Everybody who may read <code>{topic}</code> on the broker can read it. Gatehouse hides it here. Let only
              your bridge and your alarm read that topic, and change the secret afterwards.
            </p>
          </Notice>
        ))}
        {transport.isFinding && (
          <Notice tone="warning" title="It speaks to the broker in clear.">
            {transport.sentence} Give the broker a certificate, and the device its address with encryption.
          </Notice>
        )}
        <p className={styles['muted']}>{sentenceOf(device)}</p>
        {!transport.isFinding && <p className={styles['muted']}>{transport.sentence}</p>}
      </div>
    </Section>
  );
}

function sentenceOf(device: Device): string {
  const { username = null, handOver = null, certificate = null } = device.login?.value ?? {};
  if (certificate !== null) return 'It logs in to the broker with its own certificate, and needs no password.';
  if (username !== null) {
    const way =
      handOver === 'sealed' ? 'A new password can be sealed to its own key, so that nobody else can read it.' : '';
    return `It logs in to the broker as “${username}”. ${way}`.trim();
  }
  const codes = device.capabilities.includes('pin-codes');
  if (codes) return 'It keeps PIN codes. Which ones cannot be read from it, so they are not listed.';
  if (device.capabilities.includes('keypad')) {
    return 'People type codes on it. Gatehouse sees that a code was typed, and never shows which.';
  }
  if (device.capabilities.includes('lock')) return 'It takes commands from everybody whom the broker lets send them.';
  return device.leaks.length > 0
    ? 'It holds no other secret that the broker would know of.'
    : 'It holds no code and no password that the broker would know of.';
}
