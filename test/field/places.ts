export { makePlaces, programme } from '../../src/cli/simulate/field/places.ts';
