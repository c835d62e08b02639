/** Texts of a page that are smaller than 12 px; those in drawings count as large as they appear. */
export const smallTexts = (page) =>
  page.evaluate(() => {
    const least = 12;
    const scaleOf = (node) => (node instanceof SVGGraphicsElement ? node.getScreenCTM().a : 1);
    const sizeOf = (node) => parseFloat(getComputedStyle(node).fontSize) * scaleOf(node);
    const hasText = ({ childNodes }) =>
      [...childNodes].some(({ nodeType, data }) => nodeType === Node.TEXT_NODE && data.trim() !== "");
    return [...document.querySelectorAll("body *")]
      .filter((node) => hasText(node) && sizeOf(node) < least - 0.01)
      .map((node) => `${node.textContent}: ${sizeOf(node)} px`);
  });
