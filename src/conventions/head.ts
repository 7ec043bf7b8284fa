import { limits } from '@/core/limits';

/**
 * May messages be expected below this topic? It comes from the wire: with a wildcard in it, it would listen to the whole
 * broker.
 */
export function isHead(topic: string): boolean {
  return topic !== '' && topic.length <= limits.textLength && !/[+#\u0000]/.test(topic) && !topic.startsWith('$');
}
