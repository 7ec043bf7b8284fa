import { useQuery } from '@tanstack/react-query';

import type { ShownContent, ShownMessage } from '@/core/shown-message';
import { useSessionClient } from '@/session/client-context';
import { Photo, PhotoFrame, PhotoPlaceholder } from '@/ui/photo';
import { Skeleton } from '@/ui/skeleton';

import styles from './inspector.module.css';
import { clockTime, contentWords } from './message-words';

type MessagePictureProps = {
  readonly message: ShownMessage;
  readonly content: Extract<ShownContent, { kind: 'picture' }>;
};

/** The picture that a message was. Its bytes are asked for only when somebody looks at it. */
export function MessagePicture({ message: { id, at, bytes }, content }: MessagePictureProps) {
  const client = useSessionClient();
  const { data, isPending } = useQuery({
    queryKey: ['message picture', id],
    queryFn: () => client.messagePicture(id),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
  const words = `${contentWords(content, bytes)}, received at ${clockTime(at)}`;
  if (isPending) {
    return (
      <PhotoFrame>
        <Skeleton label="Loading the picture" lines={1} />
      </PhotoFrame>
    );
  }
  return (
    <figure className={styles['picture']}>
      {data ? (
        <Photo bytes={data.bytes} type={content.type} alt={words} broken={undecodable} />
      ) : (
        <PhotoFrame>
          <PhotoPlaceholder icon="camera" title="It is not kept any more">
            Only the newest pictures are.
          </PhotoPlaceholder>
        </PhotoFrame>
      )}
      <figcaption className={styles['quiet']}>{words}.</figcaption>
    </figure>
  );
}

const undecodable = (
  <PhotoPlaceholder icon="question" title="This cannot be shown as a picture">
    What was sent was cut, or is something else.
  </PhotoPlaceholder>
);
