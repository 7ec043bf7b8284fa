import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router';

import type { DeviceId } from '@/core/device';

import { groups, type Group } from './firmware-list';

/** What is shown, kept in the page's address, so that a link or the way back shows the same. */
export type FirmwareAddress = {
  readonly show: Group | null;
  readonly setShow: (show: Group | null) => void;
  readonly filter: string;
  readonly setFilter: (filter: string) => void;
  /** whose details are open; null: nobody's */
  readonly device: DeviceId | null;
  readonly setDevice: (device: DeviceId | null) => void;
};

export function useFirmwareAddress(): FirmwareAddress {
  const [params, setParams] = useSearchParams();
  // the router answers late, and a field that lags behind swallows letters
  const [filter, setText] = useState(params.get('filter') ?? '');
  const put = useCallback(
    (name: string, value: string | null, replace = true) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          if (value === null || value === '') after.delete(name);
          else after.set(name, value);
          return after;
        },
        { replace, preventScrollReset: true },
      ),
    [setParams],
  );
  return {
    show: groups.find((group) => group === params.get('show')) ?? null,
    setShow: (show) => put('show', show),
    filter,
    setFilter(text) {
      setText(text);
      put('filter', text);
    },
    device: params.get('device'),
    // opened details are a place to come back from
    setDevice: (device) => put('device', device, device === null),
  };
}
