import type { Locator } from '@playwright/test';

/**
 * A finger that is on its way to `target` already, and comes down in the frame after another row has become the first of its list; tells
 * which row it met.
 */
export async function quickFinger(target: Locator): Promise<() => Promise<string>> {
  const finger = await target.evaluateHandle((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const list = element.closest('ul');
    const before = list?.firstElementChild;
    const press = () => {
      const there = document.elementFromPoint(x, y)?.closest('button');
      const at = { bubbles: true, cancelable: true, clientX: x, clientY: y, button: 0, detail: 1 };
      const touch = { ...at, pointerId: 1, pointerType: 'touch', width: 20, height: 20, pressure: 0.5 };
      there?.dispatchEvent(new PointerEvent('pointerdown', touch));
      there?.dispatchEvent(new PointerEvent('pointerup', touch));
      there?.dispatchEvent(new MouseEvent('click', at));
      return there?.closest('li')?.textContent ?? 'no row';
    };
    const met = new Promise<string>((resolve) => {
      const moved = new MutationObserver(() => {
        if (list?.firstElementChild === before) return;
        moved.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(press())));
      });
      if (list !== null) moved.observe(list, { childList: true, subtree: true });
    });
    return { met };
  });
  return () => finger.evaluate(({ met }) => met);
}
