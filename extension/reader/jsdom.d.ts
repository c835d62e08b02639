/** Types for the part of jsdom that the reader's tests use; the package has none. */
declare module "jsdom" {
  export class JSDOM {
    constructor(html: string);
    readonly window: { readonly document: Document };
  }
}
