const LABEL =
  /^\s*(?:Images?|Photos?|Photographs?|Pictures?|Figures?|Fig\.|Illustrations?|Screenshots?)(?:\s\d+)?(?:\sby\s|[:.]\s)(?=\S)/iu;

/** Whether a paragraph is the caption of a picture by its first words: `Figure 3: ...`, `Image: ...`, `Photo by ...`. */
export function isCaption(text: string): boolean {
  return LABEL.test(text);
}
