import { rules } from '../rules/index.generated';
import { renamed } from '../rules/renamed';
import { Catalog } from './catalog';

/** The rules that come with Boltseal. */
export const catalog = new Catalog(rules, renamed);
