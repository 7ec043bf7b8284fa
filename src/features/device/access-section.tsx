import { conventionName } from '@/core/convention-words';
import type { Device, Leak } from '@/core/device';
import { secretAdvice } from '@/core/secret-advice';
import { secretWords } from '@/core/secret-words';
import { Notice } from '@/ui/notice';
import { Section } from '@/ui/section';

import styles from './device-page.module.css';

/** Who can open or read it, as far as the wire tells. */
export function AccessSection({ device }: { readonly device: Device }) {
  return (
    <Section heading="Access">
      <div className={styles['stack']}>
        {device.leaks.map((leak) => (
          <LeakNotice key={`${leak.secret} ${leak.topic}`} leak={leak} />
        ))}
        <p className={styles['muted']}>{sentenceOf(device)}</p>
      </div>
    </Section>
  );
}

/** What stands in clear, who put it there, and the way to stop it. */
function LeakNotice({ leak }: { readonly leak: Leak }) {
  const { stop, restrict, change } = secretAdvice(leak);
  return (
    <Notice tone="warning" title={`${secretWords(leak.secret)} stands in clear on the broker.`}>
      <p>
        Published by {conventionName(leak.by)} on <code className={styles['topic']}>{leak.topic}</code>, where everybody
        who may read that topic can read it. Gatehouse hides it here.
      </p>
      <p>{stop}</p>
      <p>{change}</p>
      <details>
        <summary>Keep others from reading it</summary>
        <p className={styles['topic']}>{restrict}</p>
      </details>
    </Notice>
  );
}

function sentenceOf(device: Device): string {
  const { username = null, handOver = null } = device.login?.value ?? {};
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
