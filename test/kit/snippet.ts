/** A snippet as it is first written: every placeholder with its default, choices with their first. */
export function expand(body: string): string {
  const defaults = new Map<string, string>();
  const place = /\\([\\$}])|\$\{(\d+):((?:[^\\}]|\\.)*)\}|\$\{(\d+)\|([^,|]*)[^}]*\|\}|\$\{?(\d+)\}?/g;
  for (const [, , named, value, choice, first] of body.matchAll(place)) {
    if (named !== undefined) defaults.set(named, plain(value!));
    if (choice !== undefined) defaults.set(choice, first!);
  }
  return body.replace(
    place,
    (_, escaped?: string, named?: string, _value?: string, choice?: string, _first?: string, bare?: string) => {
      if (escaped !== undefined) return escaped;
      return defaults.get((named ?? choice ?? bare)!) ?? '';
    },
  );
}

const plain = (text: string): string => text.replace(/\\([\\$}])/g, '$1');
