import type { Device } from '@/core/device';
import { isHeldBack, isSkipped, offeredVersion } from '@/firmware/plan';
import { latestWords } from '@/firmware/version-words';
import { useSessionClient } from '@/session/client-context';
import { useUpdatePlan } from '@/store/home-hooks';
import { Button } from '@/ui/button';

/** The version on offer is not wanted, or is again. A newer one is offered all the same. */
export function SkipVersion({ device }: { readonly device: Device }) {
  const client = useSessionClient();
  const plan = useUpdatePlan();
  const skipped = isSkipped(plan, device);
  const version = offeredVersion(device);
  // what is held for its file is told there
  if (isHeldBack(plan, device)) return null;
  if (version === null || device.firmware?.value.updateAvailable !== true) return null;
  const words = latestWords(device) ?? 'This version';
  return (
    <>
      <p>
        {skipped
          ? `${words} is skipped: it is not counted and not selected with the others.`
          : `${words} is offered. You can skip it; the next one is offered again.`}
      </p>
      <div>
        <Button
          size="small"
          onPress={() => client.firmware({ type: 'skip', device: device.id, version: skipped ? null : version })}
        >
          {skipped ? 'Offer it again' : 'Skip this version'}
        </Button>
      </div>
    </>
  );
}
