import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';

import { Notice, type NoticeProps } from './notice';
import styles from './toast.module.css';

export type Toast = { readonly tone: NoticeProps['tone']; readonly text: string };

const ToastContext = createContext<(toast: Toast) => void>(() => {});
const shownForMs = 7_000;

/** Tells how something went that the person no longer looks at. */
export function useToast(): (toast: Toast) => void {
  return use(ToastContext);
}

type ShownToast = Toast & { readonly id: number };

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly ShownToast[]>([]);
  const dismiss = useCallback((id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)), []);
  const show = useMemo(() => {
    let lastId = 0;
    return (toast: Toast) => {
      const id = ++lastId;
      setToasts((shown) => [...shown.slice(-2), { ...toast, id }]);
    };
  }, []);
  return (
    <ToastContext value={show}>
      {children}
      {/* always there, because a live region that appears together with its words is not read */}
      <div className={styles['region']} role="status" aria-live="polite" aria-label="Messages of the page">
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} onDismiss={dismiss} />
        ))}
      </div>
    </ToastContext>
  );
}

function ToastCard({ toast, onDismiss }: { readonly toast: ShownToast; readonly onDismiss: (id: number) => void }) {
  useEffect(() => {
    const timer = setTimeout(() => onDismiss(toast.id), shownForMs);
    return () => clearTimeout(timer);
  }, [toast.id, onDismiss]);
  return (
    <div className={styles['toast']}>
      <Notice tone={toast.tone} title={toast.text} onDismiss={() => onDismiss(toast.id)} />
    </div>
  );
}
