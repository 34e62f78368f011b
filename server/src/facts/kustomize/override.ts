/** An image that kustomizations change before it is applied. Plain data. */
export interface ImageOverride {
  /** As `images` of a kustomization names it. */
  readonly image: string;
  /** Another name takes its place. */
  readonly name: boolean;
  /** Another tag or a digest takes the place of its tag. */
  readonly tag: boolean;
}

/** What is changed of an image. */
export function overrideOf(
  image: string,
  overrides: readonly ImageOverride[] | undefined,
): Pick<ImageOverride, 'name' | 'tag'> | undefined {
  const own = overrides?.filter(it => isMatched(image, it.image)) ?? [];
  return own.length === 0 ? undefined : { name: own.some(it => it.name), tag: own.some(it => it.tag) };
}

/** Whether an image has a name, whatever its tag and digest. Source: kustomize, `api/internal/image/image.go`. */
function isMatched(image: string, name: string): boolean {
  return image.startsWith(name) && /^(?:$|:[\w.{}-]*(?:@|$)|@)/.test(image.slice(name.length));
}
