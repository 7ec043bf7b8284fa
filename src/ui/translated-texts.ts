/** What a browser's translation puts in the place of a text, or of several beside each other. The page itself draws none. */
const standInName = 'FONT';

type StandIn = { readonly element: Element; readonly texts: Text[] };

/**
 * A browser that translates the page puts an element in the place of each text. React goes on writing into the text that it made, which
 * nobody sees any more, and throws where it takes that away: an age said “just now” for hours, and a button “Pause” that went on. So a
 * text that changes takes its place back, where the browser finds it and translates it anew, and so does one that is to go away, or
 * before which something is put. A page that nobody translates is left alone.
 */
export function keepTranslatedTexts(page: Document): void {
  const standIns = new WeakMap<Node, StandIn>();
  const takenByPage = new WeakSet<Node>();
  let isTranslated = false;

  function putBack(text: Node | null): void {
    const standIn = text === null ? undefined : standIns.get(text);
    if (standIn === undefined) return;
    for (const one of standIn.texts) standIns.delete(one);
    standIn.element.replaceWith(...standIn.texts);
  }

  /** What the page does with its texts, from now on, it does where they belong. A browser's own translator is not asked: its functions are others. */
  function mindThePage(): void {
    const { insertBefore, removeChild } = Node.prototype;
    Node.prototype.insertBefore = function insertWhereItBelongs<T extends Node>(
      this: Node,
      node: T,
      before: Node | null,
    ) {
      putBack(before);
      return insertBefore.call(this, node, before) as T; // `call` forgets that it returns what it was given
    };
    Node.prototype.removeChild = function removeWhereItBelongs<T extends Node>(this: Node, child: T) {
      takenByPage.add(child);
      putBack(child);
      return removeChild.call(this, child) as T; // as above
    };
  }

  const changes = new MutationObserver((records) => {
    for (const { target } of records) putBack(target);
  });

  new MutationObserver((records) => {
    const found = new Map<Element, StandIn>();
    for (const { addedNodes, removedNodes, previousSibling, nextSibling } of records) {
      const beside = [...addedNodes, nextSibling, previousSibling].filter(isStandIn);
      if (beside.length === 0) continue;
      if (!isTranslated) mindThePage();
      isTranslated = true;
      for (const text of removedNodes) {
        if (!(text instanceof Text) || takenByPage.has(text)) continue;
        // of two neighbours it is the one that stands for no other text yet
        const element = beside.find((one) => !found.has(one)) ?? beside[0];
        if (element === undefined) continue;
        const standIn = found.get(element) ?? { element, texts: [] };
        standIn.texts.push(text);
        found.set(element, standIn);
        standIns.set(text, standIn);
        changes.observe(text, { characterData: true });
      }
    }
  }).observe(page.body, { childList: true, subtree: true });
}

function isStandIn(node: Node | null): node is Element {
  return node?.nodeName === standInName;
}
