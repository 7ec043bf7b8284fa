import { useMutation } from '@tanstack/react-query';

import type { OwnerFact } from '@/core/firmware/advisory';
import type { Device } from '@/core/device';
import { useSessionClient } from '@/session/client-context';

/** A fact about a device's model, with what it does not say left open. */
export function factAbout(device: Device, part: Partial<OwnerFact> & Pick<OwnerFact, 'source'>): OwnerFact {
  const { vendor, model } = device;
  return {
    vendor: vendor ?? '',
    model: model ?? '',
    supportEnds: null,
    cve: null,
    affected: null,
    fixed: null,
    ...part,
  };
}

/** Why nothing can be said about a device's model; null: it can. */
export function whyNoFact({ vendor, model }: Device): string | null {
  return vendor === null || model === null
    ? 'It does not tell its maker and model, so nothing can be kept about them.'
    : null;
}

/** Keeps what a person knows. `refusal`: why it was not kept, as a sentence. */
export function useSaveFact() {
  const client = useSessionClient();
  const { mutate, data, isPending, reset } = useMutation({
    mutationFn: (fact: OwnerFact) => client.askFirmware('saveFirmwareFact', { fact }),
  });
  return { save: mutate, isPending, reset, refusal: data?.outcome === 'refused' ? data.reason : null };
}
