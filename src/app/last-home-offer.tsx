import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';

import { useSessionClient } from '@/session/client-context';
import { useHomeStore } from '@/store/home-context';
import { useConnection, useLastHome, useVault } from '@/store/home-hooks';
import { Age } from '@/ui/age';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';

import { batchOfLastHome, batchWithout } from './last-home';

/** Beside the connection form: without a connection there is still the home as this browser saw it last. */
export function LastHomeOffer({ onShown }: { readonly onShown: () => void }) {
  const client = useSessionClient();
  const store = useHomeStore();
  const { status } = useConnection();
  const vault = useVault().status;
  const isAway = status === 'idle' || status === 'failed';
  const { data: last } = useQuery({
    // an unlocked vault may hold what a locked one hid
    queryKey: ['last home', vault],
    queryFn: () => client.askHistory('lastHome', {}),
    enabled: isAway,
  });
  if (!isAway || last === undefined || last === null) return null;
  const show = () => {
    store.applyBatch(batchOfLastHome(last));
    onShown();
  };
  return (
    <Notice
      tone="info"
      title="Your home as it was last seen"
      actions={
        <Button size="small" onPress={show}>
          Show it
        </Button>
      }
    >
      {last.devices.length} {last.devices.length === 1 ? 'device' : 'devices'} at {last.url}, seen <Age at={last.at} />.
      Without a connection nothing in it can be commanded.
    </Notice>
  );
}

/** The living home takes the place of the one of memory as soon as somebody connects. */
export function useLivingHome(): void {
  const store = useHomeStore();
  const { status } = useConnection();
  const shown = useLastHome() !== null;
  const isLiving = status === 'connecting' || status === 'connected' || status === 'reconnecting';
  useEffect(() => {
    if (shown && isLiving) store.applyBatch(batchWithout(store.read('ids'), store.read('alerts')));
  }, [shown, isLiving, store]);
}
