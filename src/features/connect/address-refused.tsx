import { Button } from '@/ui/button';
import type { Heir } from '@/ui/handed-focus';
import { Notice } from '@/ui/notice';

import type { AddressRefusal, Destination } from './broker-address';
import { InSight } from './in-sight';

type AddressRefusedProps = {
  readonly refusal: AddressRefusal;
  readonly onTake: (suggestion: string) => void;
  readonly onInsist: (destination: Destination) => void;
  /** who has the focus when it was taken */
  readonly heir: Heir;
};

/** What is wrong with an address, and the one it was probably meant to be. Nothing was tried yet. */
export function AddressRefused({ refusal, onTake, onInsist, heir }: AddressRefusedProps) {
  const { reason, suggestion, insist } = refusal;
  const actions = (
    <>
      {suggestion !== null && (
        <Button heir={heir} onPress={() => onTake(suggestion)}>
          Use {suggestion}
        </Button>
      )}
      {insist !== null && (
        <Button heir={heir} onPress={() => onInsist(insist)}>
          Connect anyway
        </Button>
      )}
    </>
  );
  return (
    <InSight>
      <Notice tone="warning" role="alert" title={reason} {...((suggestion ?? insist) !== null && { actions })} />
    </InSight>
  );
}
