import { useQuery } from '@tanstack/react-query';
import { createContext, use, useMemo, type ReactNode } from 'react';

import type { Device } from '@/core/device';
import { emptyRecord, type FirmwareDay } from '@/core/firmware/firmware-record';
import { judgeBy, type Judgement } from '@/firmware/judge';
import { finderIn, type RecordFinder } from '@/firmware/record';
import { useSessionClient } from '@/session/client-context';
import { useFirmwareKnowledge } from '@/store/home-hooks';
import { useNow } from '@/ui/now';

/** How every device of the page is judged: by the same knowledge, the same memory and the same hour. */
export type Judging = {
  judge(device: Device): Judgement;
  readonly find: RecordFinder;
  readonly days: readonly FirmwareDay[];
};

const JudgingContext = createContext<Judging | null>(null);
const hourMs = 3_600_000;

export function JudgingProvider({ children }: { readonly children: ReactNode }) {
  const client = useSessionClient();
  const knowledge = useFirmwareKnowledge();
  const now = useNow(hourMs);
  const { data: record = emptyRecord } = useQuery({
    // what is known begins with the home, and so does what is remembered of it
    queryKey: ['firmware-record', knowledge.catalogs],
    queryFn: () => client.askFirmware('firmwareRecord', {}),
    refetchInterval: 60_000,
  });
  const judging = useMemo<Judging>(() => {
    const judge = judgeBy(knowledge);
    const find = finderIn(record);
    return {
      find,
      days: record.days,
      judge: (device) => judge.judge(device, now, find(device)?.behindSince ?? null),
    };
  }, [knowledge, record, now]);
  return <JudgingContext value={judging}>{children}</JudgingContext>;
}

export function useJudging(): Judging {
  const judging = use(JudgingContext);
  if (judging === null) throw new Error('useJudging() outside of <JudgingProvider>');
  return judging;
}
