/**
 * Whether what stands in two folders may be applied to one cluster together, as far as their names tell: `overlays/dev`
 * and `overlays/prod`, `01-mtls` and `02-jwt` are alternatives.
 *
 * @param a absolute, with forward slashes, without one at the end
 */
export function areApart(a: string, b: string): boolean {
  const left = a.split('/');
  const right = b.split('/');
  let at = 0;
  while (at < left.length && at < right.length && left[at] === right[at]) at++;
  // One folder lies in the other: what is common to all stands above what is special.
  if (at === left.length || at === right.length) return false;
  return isAlternative(left[at]!) || isAlternative(right[at]!);
}

/** Names of environments. */
const environments =
  /^(?:dev(?:el|elopment)?|prod(?:uction)?|pre-?prod|stag(?:e|ing)|test(?:ing)?|qa|uat|int(?:egration)?|demo|local|sandbox|canary|blue|green|minikube|kind|aks|eks|gke|azure|aws|gcp|on-?prem|east|west|primary|secondary|before|after|good|bad|insecure|secure|strict|permissive)(?:[-_.]?\d+)?$/i;
/** `env-1`, `cluster2`, `step-3`, `lab4`, `v2`, `01-install`: one of several. */
const numbered =
  /^(?:\d+[-_.]?.*|(?:env|cluster|dc|datacenter|region|zone|step|lab|chapter|lesson|part|exercise|demo|example|module|case|scenario|solution|test|v)[-_ ]?\d+.*)$/i;

const isAlternative = (folder: string): boolean => environments.test(folder) || numbered.test(folder);
