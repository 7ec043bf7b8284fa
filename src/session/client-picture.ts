import { keepPreviousData, useQuery } from '@tanstack/react-query';

import type { Device } from '@/core/device';

import { useSessionClient } from './client-context';
import type { ShownPicture } from './protocol';

/** The newest picture of a device: `gone` where the session does not keep it any more. */
export type PictureAnswer =
  | { readonly status: 'none' | 'loading' | 'gone' }
  | { readonly status: 'here'; readonly picture: ShownPicture };

/** Asks for the bytes each time the device tells of a newer picture; until they are here, the last one stands. */
export function usePicture({ id, picture }: Device): PictureAnswer {
  const client = useSessionClient();
  const { data, isError } = useQuery({
    queryKey: ['picture', id, picture?.by, picture?.at],
    queryFn: () => client.picture(id),
    enabled: picture !== null,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    // a picture that is not shown is not kept here: the session has it
    gcTime: 0,
    retry: false,
  });
  if (picture === null) return { status: 'none' };
  if (data === undefined) return { status: isError ? 'gone' : 'loading' };
  return data === null ? { status: 'gone' } : { status: 'here', picture: data };
}
