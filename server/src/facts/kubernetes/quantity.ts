/** Binary and decimal suffixes. Source: kubernetes/apimachinery pkg/api/resource/suffix.go. */
const factors: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

const notation = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:[eE]([+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/;

/**
 * The number that a quantity of Kubernetes stands for: `128Mi`, `0.5Gi`, `512M`, `1e3`, `128974848000m`. `undefined`
 * where the API server would refuse it: `128MB`, `1 Gi`, `1K`.
 */
export function parseQuantity(text: string): number | undefined {
  const match = notation.exec(text);
  if (!match) return undefined;
  const [, digits = '', exponent, suffix = ''] = match;
  return Number(digits) * (exponent === undefined ? factors[suffix]! : 10 ** Number(exponent));
}

/** So many bytes as a quantity, rounded to the unit that a person would use for it. */
export function memoryQuantity(bytes: number): string {
  const mebibytes = bytes / 2 ** 20;
  const isEven = mebibytes >= 100 || (mebibytes >= 1 && Math.abs(mebibytes - Math.round(mebibytes)) < 0.01);
  return isEven ? `${Math.round(mebibytes)}Mi` : `${Math.max(1, Math.round(bytes / 2 ** 10))}Ki`;
}
