import { useNavigate } from 'react-router';

import type { ConnectionState } from '@/core/feed';
import { useSessionClient } from '@/session/client-context';
import { useConnection } from '@/store/home-hooks';
import { Age } from '@/ui/age';
import { Button, LinkButton } from '@/ui/button';
import { Facts, type Fact } from '@/ui/facts';
import { paths } from '@/ui/paths';
import { Section } from '@/ui/section';

import styles from './settings-page.module.css';

/** Which broker this page listens to, and how to leave it. */
export function Connection() {
  const client = useSessionClient();
  const connection = useConnection();
  const navigate = useNavigate();
  const disconnect = () => {
    client.disconnect();
    void navigate(paths.connect);
  };
  return (
    <Section heading="Connection">
      <div className={styles['stack']}>
        {connection.status === 'idle' ? (
          <p>This page is not connected to a broker.</p>
        ) : (
          <Facts facts={[...factsOf(connection), { label: 'Tabs', value: tabsWords(client.shared) }]} />
        )}
        <div className={styles['actions']}>
          {connection.status === 'idle' || connection.status === 'failed' ? (
            <LinkButton to={paths.connect} tone="primary">
              Connect
            </LinkButton>
          ) : (
            <Button onPress={disconnect}>Disconnect</Button>
          )}
        </div>
      </div>
    </Section>
  );
}

function factsOf(connection: Exclude<ConnectionState, { status: 'idle' }>): readonly Fact[] {
  const facts: Fact[] = [
    { label: 'Broker', value: connection.url },
    { label: 'Protocol', value: protocolOf(connection.url) },
  ];
  if (connection.status === 'connected') {
    facts.push({ label: 'Signed in as', value: connection.username || 'nobody: this broker asks for no name' });
    facts.push({ label: 'Connected', value: <Age at={connection.since} /> });
  }
  return facts;
}

function tabsWords(shared: boolean): string {
  return shared ? 'All tabs of this browser share one connection' : 'This tab has a connection of its own';
}

function protocolOf(url: string): string {
  return url.startsWith('wss:') ? 'MQTT over WebSockets, encrypted' : 'MQTT over WebSockets, not encrypted';
}
