import { useCallback } from 'react';
import { useLocation, useNavigate } from 'react-router';

import { ConnectPage } from '@/features/connect/connect-page';
import { FromVault } from '@/features/vault/from-vault';
import { Skeleton } from '@/ui/skeleton';

import { LastHomeOffer } from './last-home-offer';
import type { Start } from './start';
import { useStart } from './start-context';
import { wantedPathOf } from './wanted-place';

/** The connection form, filled in with how the page began, leading to where the person wanted to go. */
export function ConnectRoute() {
  const start = useStart();
  const { state } = useLocation();
  const navigate = useNavigate();
  const goOn = useCallback(() => void navigate(wantedPathOf(state), { replace: true }), [navigate, state]);
  if (start === null) return <Skeleton label="Opening the connection form" lines={6} />;
  return (
    <ConnectPage
      preset={formPresetOf(start)}
      kept={(connect) => (
        <>
          <FromVault onConnect={connect} />
          <LastHomeOffer onShown={goOn} />
        </>
      )}
      onConnected={goOn}
    />
  );
}

function formPresetOf(start: Start): { readonly url: string; readonly username: string } | null {
  return start.kind === 'demo' ? { url: start.login.url, username: start.login.username } : start.preset;
}
