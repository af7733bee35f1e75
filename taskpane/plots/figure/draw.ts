/**
 * Draws at a width in CSS pixels.
 *
 * @param height that a drawing whose height is free may fill; its own where it is left out
 */
export type Draw = (width: number, height?: number) => SVGSVGElement;
