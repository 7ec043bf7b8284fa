import type { Page } from '@playwright/test';

/** As a browser does that translates a page, but into the same words: an element comes in the place of each text, now and whenever there is a new one. */
export async function translate(page: Page): Promise<void> {
  await page.evaluate(() => {
    const translateTexts = () => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      while (walker.nextNode() !== null) texts.push(walker.currentNode as Text); // it shows nothing but texts
      for (const text of texts) {
        if (text.data.trim() === '' || text.parentElement?.closest('font, script, svg, textarea') !== null) continue;
        const standIn = document.createElement('font');
        standIn.append(text.data);
        text.replaceWith(standIn);
      }
    };
    translateTexts();
    new MutationObserver(translateTexts).observe(document.body, { childList: true, subtree: true });
  });
}
