import { peopleWithCodes } from '@/core/codes/code-people';
import { conventionName } from '@/core/convention-words';
import type { Device, Leak } from '@/core/device';
import { listed } from '@/core/list-words';
import { secretAdvice } from '@/core/log-ins/secret-advice';
import { secretWords } from '@/core/log-ins/secret-words';
import { transportWords } from '@/core/log-ins/transport-words';
import { SignaturesOf } from './signatures-of';
import { useCodesNews } from '@/store/home-hooks';
import { LinkButton } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { paths } from '@/ui/paths';
import { Section } from '@/ui/section';

import styles from './device-page.module.css';
import { RotationHistory } from './rotation-history';
import { StandingNotice } from './standing-notice';

/** Who can open or read it, as far as the wire tells. */
export function AccessSection({ device }: { readonly device: Device }) {
  const transport = transportWords(device);
  return (
    <Section heading="Access">
      <div className={styles['stack']}>
        <StandingNotice device={device} />
        {device.leaks.map((leak) => (
          <LeakNotice key={`${leak.secret} ${leak.topic}`} leak={leak} />
        ))}
        {transport.isFinding && (
          <Notice tone="warning" title="It speaks to the broker in clear.">
            {transport.sentence} Give the broker a certificate, and the device its address with encryption.
          </Notice>
        )}
        {device.conventions.includes('gatehouse') && <SignaturesOf device={device} />}
        <p className={styles['muted']}>{sentenceOf(device)}</p>
        <RotationHistory device={device} />
        {device.codes !== null && <CodesOf device={device} />}
        {!transport.isFinding && <p className={styles['muted']}>{transport.sentence}</p>}
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

/** Who can open this lock with a code, as far as people wrote it down and the lock confirms it. */
function CodesOf({ device }: { readonly device: Device }) {
  const { people, nameless } = peopleWithCodes([device], useCodesNews().owners);
  const names = people.map(({ person }) => person);
  const others =
    nameless.length === 1 ? '1 code that nobody has named' : `${nameless.length} codes that nobody has named`;
  const ways = [
    ...(names.length > 0 ? [`the ${names.length === 1 ? 'code' : 'codes'} of ${listed(names)}`] : []),
    ...(nameless.length > 0 ? [others] : []),
  ];
  return (
    <>
      <p>
        {ways.length === 0 ? 'Nobody is known to have a code for it.' : `It opens with ${ways.join(', and with ')}.`}
      </p>
      <div>
        <LinkButton to={paths.codes} size="small">
          Show codes
        </LinkButton>
      </div>
    </>
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
  if (codes) return 'It keeps codes. Which ones cannot be read from it; whose they are stands on the page of codes.';
  if (device.capabilities.includes('keypad')) {
    return 'People type codes on it. Gatehouse sees that a code was typed, and never shows which.';
  }
  if (device.capabilities.includes('lock')) return 'It takes commands from everybody whom the broker lets send them.';
  return device.leaks.length > 0
    ? 'It holds no other secret that the broker would know of.'
    : 'It holds no code and no password that the broker would know of.';
}
