import type { WitnessAnswer } from '@/session/protocol';
import { Section } from '@/ui/section';

import { CopyButton } from '../copy-button';
import styles from './broker-log-page.module.css';
import { aclLines, logLines, roleLine } from './witness-sorts';

/** What to write on the broker's computer, and how it comes to know. */
export function SettingLines({ witness: { account, mayListen } }: { readonly witness: WitnessAnswer }) {
  return (
    <Section
      heading="Have it told"
      lead="These are lines for Mosquitto, on the computer that it runs on. The log holds names and addresses, never a password."
    >
      <ol className={styles['points']} aria-label="What to set">
        <li>
          Write this to a new file such as /etc/mosquitto/conf.d/gatehouse.conf:
          <Lines what="log settings" text={logLines} />
        </li>
        <li>
          {mayListen === true
            ? `The account ${account} may listen already. Another one needs, in the file of access rules:`
            : `The account ${account} may not listen yet. Add to the file of access rules:`}
          <Lines what="access rules" text={aclLines(account)} />
          or, where accounts are administered, to its role:
          <Lines what="role command" text={roleLine} />
        </li>
        <li>
          Restart Mosquitto: systemctl restart mosquitto. Everybody is cut off for a moment, and comes back by
          themselves.
        </li>
      </ol>
    </Section>
  );
}

function Lines({ what, text }: { readonly what: string; readonly text: string }) {
  return (
    <div className={styles['lines']}>
      <pre className={styles['code']}>{text}</pre>
      <CopyButton what={what} text={text} />
    </div>
  );
}
